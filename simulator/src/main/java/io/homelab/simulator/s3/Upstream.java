package io.homelab.simulator.s3;

import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.Reply;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The server behind. A request reaches it byte for byte as it was signed, above all with the Host that the client wrote, which
 * common HTTP clients do not let one choose. The connection is left open for the server to close: one that closes it by itself, with
 * the end of a signed upload unread, resets it, and its answer is lost.
 */
final class Upstream {
    private static final int SILENCE = (int) Duration.ofSeconds(60).toMillis();
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int NOT_MODIFIED = 304;
    private static final int NO_CONTENT = 204;

    /** Between two neighbours only. */
    private static final Set<String> HOP_BY_HOP = Set.of("connection", "expect", "transfer-encoding", "keep-alive");

    private final InetSocketAddress address;

    Upstream(URI url) {
        this.address = new InetSocketAddress(url.getHost(), url.getPort());
    }

    Reply forward(Exchange exchange) throws IOException {
        var body = exchange.bytes();
        var head = new StringBuilder(exchange.method() + " " + exchange.target() + " HTTP/1.1\r\n");
        for (var header : exchange.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !name.equals("content-length")) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
        }
        if (exchange.contentLength() >= 0 || body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return ask(exchange.method(), head.append("\r\n").toString(), body);
    }

    /** @param head the request up to its empty line */
    Reply ask(String method, String head, byte[] body) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, SILENCE);
            socket.setSoTimeout(SILENCE);
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return answer(method, socket.getInputStream());
        }
    }

    private static Reply answer(String method, InputStream in) throws IOException {
        var status = line(in).split(" ", 3);
        var code = Integer.parseInt(status[1]);
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        var chunked = value(headers, "Transfer-Encoding").isPresent();
        headers.keySet().removeIf(name -> HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)));
        var declared = value(headers, "Content-Length").map(Integer::parseInt);
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Length"));
        var silent = method.equals("HEAD") || code == NO_CONTENT || code == NOT_MODIFIED;
        var body = silent ? new byte[0] : body(in, chunked, declared);
        var reply = new Reply(code, null, headers, body, false, Duration.ZERO, false);
        // A HEAD tells the length of a body that it does not send.
        return silent && declared.isPresent() ? reply.with("Content-Length", Integer.toString(declared.get())) : reply;
    }

    private static Optional<String> value(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private static byte[] body(InputStream in, boolean chunked, Optional<Integer> declared) throws IOException {
        if (!chunked) {
            return declared.isPresent() ? exactly(in, declared.get()) : in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            body.write(exactly(in, size));
            line(in);
        }
        return body.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server behind broke off after " + bytes.length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("the server behind does not speak HTTP");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
