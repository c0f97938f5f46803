package io.homelab.simulator.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** One request. */
public final class Exchange {
    private final Request request;

    Exchange(Request request) {
        this.request = request;
    }

    public String method() {
        return request.getMethod();
    }

    /** The path with its percent-encoding undone. */
    public String path() {
        var raw = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Path segments; doubled and trailing slashes are dropped. */
    public List<String> segments() {
        return List.of(path().split("/+")).stream()
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    /** Path and query as they came, still encoded: what a signature is made over. */
    public String target() {
        return request.getHttpURI().getPathQuery();
    }

    /** All headers in the order in which they came. */
    public List<Map.Entry<String, String>> headers() {
        return request.getHeaders().stream()
                .map(field -> Map.entry(field.getName(), Objects.requireNonNullElse(field.getValue(), "")))
                .toList();
    }

    public Map<String, List<String>> query() {
        return FormFields.parse(
                Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The declared length of the body; -1 when none was declared. */
    public long contentLength() {
        return request.getHeaders().getLongField("Content-Length");
    }

    public boolean chunked() {
        return header("Transfer-Encoding").isPresent();
    }

    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    public byte[] bytes() {
        try (var body = body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the client went away while it sent its request", e);
        }
    }
}
