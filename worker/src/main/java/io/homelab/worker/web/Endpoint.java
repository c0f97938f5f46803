package io.homelab.worker.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one small POST and answers in plain text. */
abstract class Endpoint implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    /**
     * Bytes of a body too large that are taken and thrown away: whoever is cut off in the middle of sending never sees the answer
     * (the JDK's server reads on for 64 KiB, then resets the connection).
     */
    private static final int PATIENCE = 8 << 20;

    private final String path;
    private final int largest;

    /** @param largest body that is read, in bytes */
    Endpoint(String path, int largest) {
        this.path = path;
        this.largest = largest;
    }

    /** An answer; its text is for whoever asked and names no secret. */
    record Answer(int status, String text) {}

    /** What is said to a body of an allowed size. */
    abstract Answer answer(HttpExchange exchange, byte[] body);

    String path() {
        return path;
    }

    @Override
    public final void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = answered(exchange);
            var text = (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private Answer answered(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) { // the server hands out all that begins with it
            return new Answer(404, "there is nothing here");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return new Answer(405, "only POST");
        }
        var body = exchange.getRequestBody().readNBytes(largest + 1);
        if (body.length > largest) {
            throwAway(exchange.getRequestBody());
            return new Answer(413, "too large");
        }
        try {
            return answer(exchange, body);
        } catch (RuntimeException e) {
            log.error("a request to {} met a bug", path, e);
            return new Answer(500, "something is wrong here; the worker's log has the details");
        }
    }

    private static void throwAway(InputStream body) throws IOException {
        var buffer = new byte[1 << 13];
        for (int taken = 0, read = 0; taken < PATIENCE && read >= 0; taken += read) {
            read = body.read(buffer);
        }
    }
}
