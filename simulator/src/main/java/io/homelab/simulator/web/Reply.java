package io.homelab.simulator.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, byte for byte.
 *
 * @param reason the reason phrase; null is the standard one
 * @param close whether the connection is closed after the answer
 * @param delay how long the answer is held back
 * @param headers a {@code Content-Length} among them is sent as it is; otherwise it is the body's
 * @param cut whether the connection is cut: instead, or after the body when there is a status
 */
public record Reply(
        int status,
        @Nullable String reason,
        Map<String, String> headers,
        byte[] body,
        boolean close,
        Duration delay,
        boolean cut) {

    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, null, Map.of("Content-Type", contentType), body, false, Duration.ZERO, false);
    }

    public static Reply json(int status, String json) {
        return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public Reply with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, reason, all, body, close, delay, cut);
    }

    public Reply reason(String phrase) {
        return new Reply(status, phrase, headers, body, close, delay, cut);
    }

    public Reply closing() {
        return new Reply(status, reason, headers, body, true, delay, cut);
    }

    public Reply after(Duration held) {
        return new Reply(status, reason, headers, body, close, held, cut);
    }

    /** The head of the whole answer with the beginning of its body; then the connection is cut. */
    public Reply brokenOffAfter(int bytes) {
        var beginning = Arrays.copyOf(body, Math.min(bytes, body.length));
        return new Reply(
                status,
                reason,
                with("Content-Length", Integer.toString(body.length)).headers,
                beginning,
                true,
                delay,
                true);
    }

    /** No answer at all: the connection is cut. */
    public static Reply nothing() {
        return new Reply(0, null, Map.of(), new byte[0], true, Duration.ZERO, true);
    }
}
