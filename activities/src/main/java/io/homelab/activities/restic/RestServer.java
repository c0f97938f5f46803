package io.homelab.activities.restic;

import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.ObjectBucket.Reader;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.SlowDown;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One repository of a server that speaks restic's REST protocol (restic, doc/REST_backend.rst): restic's own, rclone's or another.
 * Nothing here needs more than it asks of any of them.
 */
final class RestServer {
    /** How long one may say nothing in the middle of an answer. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    private static final String SECOND_VERSION = "application/vnd.x.restic.rest.v2";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int SERVERS_FAULT = 500;

    private final Http http;
    private final URI root;
    private final @Nullable String authorization;

    /**
     * @param root of the repository, without a slash at its end
     * @param authorization the header of that name; null: the server asks nobody
     */
    RestServer(Http http, URI root, @Nullable String authorization) {
        this.http = http.patient(SILENCE);
        this.root = root;
        this.authorization = authorization;
    }

    /**
     * A file of the repository.
     *
     * @param bytes its length; negative where the server does not say
     * @param stored when it was written, by the server's clock; null: restic's own server does not say
     */
    record Seen(long bytes, @Nullable Instant stored) {}

    /**
     * Reads what a listing answers with.
     *
     * @param path such as {@code data/}
     * @param reader is told whether sizes are in it, as the second version of the protocol has it
     */
    <T> Optional<T> list(String path, ListReader<T> reader) {
        try (var response = send(request(path).header("Accept", SECOND_VERSION).build(), "GET /{type}/")) {
            if (response.code() == MISSING) {
                return Optional.empty();
            }
            var sizes = SECOND_VERSION.equals(response.header("Content-Type"));
            return Optional.of(read(response, content -> reader.read(content, sizes)));
        }
    }

    /** Reads a listing. */
    @FunctionalInterface
    interface ListReader<T> {
        T read(InputStream content, boolean sizes) throws IOException;
    }

    /** Reads a file; empty when there is none of that name. */
    <T> Optional<T> read(String path, Reader<T> reader) {
        try (var response = send(request(path).build(), "GET /{type}/{name}")) {
            return response.code() == MISSING ? Optional.empty() : Optional.of(read(response, reader));
        }
    }

    /** What is known of a file; empty when there is none of that name. */
    Optional<Seen> look(String path) {
        try (var response = send(request(path).head().build(), "HEAD /{type}/{name}")) {
            if (response.code() == MISSING) {
                return Optional.empty();
            }
            var length = response.header("Content-Length");
            var modified = response.headers().getInstant("Last-Modified");
            return Optional.of(new Seen(length == null ? -1 : Long.parseLong(length), modified));
        }
    }

    /** Deletes a file; nothing happens when there is none of that name. */
    void delete(String path) {
        send(request(path).delete().build(), "DELETE /{type}/{name}").close();
    }

    /** Where a file is, for messages. */
    String where(String path) {
        return "rest " + root + "/" + path;
    }

    private Request.Builder request(String path) {
        var request = new Request.Builder().url(root + "/" + path);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private <T> T read(Response response, Reader<T> reader) {
        try {
            return reader.read(response.body().byteStream());
        } catch (IOException e) {
            throw new Unreachable("the answer broke off (" + e.getMessage() + ")", where(""), e);
        }
    }

    /** An answer that is good, or says that the file is missing. */
    private Response send(Request request, String operation) {
        var response = http.send(request, operation);
        if (response.isSuccessful() || response.code() == MISSING) {
            return response;
        }
        try (response) {
            throw problem(request, response);
        }
    }

    private Problem problem(Request request, Response response) {
        var where = request.method() + " " + where("");
        var code = response.code();
        var after = SlowDown.seconds(response.header("Retry-After"));
        if (code == TOO_MANY || code == UNAVAILABLE && after.isPresent()) {
            return new SlowDown(
                    "the REST server asks to slow down: " + code, where, after.orElse(Duration.ofSeconds(10)), null);
        }
        if (code == UNAUTHORIZED || code == FORBIDDEN) {
            return new Problem(
                    FailureClass.AUTH,
                    "the REST server refuses us: " + code,
                    where,
                    "check login of the set in lab.yaml, and what this user may do there");
        }
        return code >= SERVERS_FAULT
                ? new Problem(FailureClass.TRANSIENT, "the REST server has failed: " + code, where, null)
                : new Problem(
                        FailureClass.CONFIG,
                        "the REST server does not take the request: " + code,
                        where,
                        "check the repository of the set in lab.yaml");
    }
}
