package io.homelab.activities.notice;

import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.activities.transport.WholeBody;
import io.homelab.workflows.failure.FailureClass;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** ntfy's API to publish and to poll. */
final class NtfyClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MediaType TYPE = MediaType.get("application/json");
    /** Below the heartbeat time-out of the activity, which has nothing to tell while it waits for one answer. */
    private static final Duration CALL = Duration.ofSeconds(15);

    /** An hour of a busy topic. */
    private static final long LARGEST = 4L << 20;

    private final Http http;
    private final URI server;

    NtfyClient(Transports transports, URI server) {
        this.http = transports.http("ntfy", new Trust.System(), CALL);
        this.server = server;
    }

    /** Publishes once; {@link Refusal} when the server says that it did not take it. */
    void publish(NtfyMessage message, @Nullable String token) {
        var request = new Request.Builder()
                .url(server.toString().replaceFirst("/*$", "/"))
                .post(RequestBody.create(JSON.writeValueAsBytes(message), TYPE));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var response = http.send(request.build(), "POST /")) {
            if (!response.isSuccessful()) {
                throw refusal(response);
            }
        }
    }

    /** What was published to the topic within the last hour, a JSON document a line (https://docs.ntfy.sh/subscribe/api/). */
    TopicReader.Answer poll(String topic, @Nullable String token) {
        var url = Objects.requireNonNull(HttpUrl.get(server), "an http URL, as the lab file's schema demands")
                .newBuilder()
                .addPathSegment(topic)
                .addPathSegment("json")
                .addQueryParameter("poll", "1")
                .addQueryParameter("since", "1h");
        var request = new Request.Builder().url(url.build());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var response = http.send(request.build(), "GET /{topic}/json")) {
            var bytes = WholeBody.of(response, LARGEST, "ntfy " + server.getHost());
            return new TopicReader.Answer(response.code(), new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** The server answered, and the answer is no: nothing was sent. */
    static final class Refusal extends Problem {
        private static final long serialVersionUID = 1L;

        Refusal(FailureClass kind, String what, String where, @Nullable String remedy) {
            super(kind, what, where, remedy);
        }
    }

    private Problem refusal(Response response) {
        var where = "ntfy " + server.getHost();
        var code = response.code();
        return switch (code) {
            case 401, 403 ->
                new Refusal(
                        FailureClass.AUTH,
                        "ntfy refuses to publish: " + code,
                        where,
                        "check notifications.ntfy.token in lab.yaml");
            case 429 -> new Refusal(FailureClass.RATE, "ntfy takes no more messages for now", where, null);
            default ->
                code >= 500
                        // A proxy may answer so for a server that did take it: nobody knows.
                        ? new Problem(FailureClass.TRANSIENT, "ntfy answers " + code, where, null)
                        : new Refusal(
                                FailureClass.CONFIG,
                                "ntfy refuses the message: " + code,
                                where,
                                "check notifications.ntfy in lab.yaml");
        };
    }
}
