package io.homelab.activities.prometheus;

import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Instant queries of Prometheus' HTTP API, each to one number. Whatever is not exactly one number of a known time is no
 * answer: an unknown metric is answered with 200 and an empty result (facts: backup-and-metrics §4).
 */
final class PrometheusClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** More than a value needs; a query that selects too much must not fill the memory. */
    private static final long LARGEST = 1 << 20;

    private static final String OPERATION = "GET /api/v1/query";

    private final Http http;
    private final HttpUrl base;
    private final Duration limit;
    private final @Nullable String token;

    /** @param limit for one whole call; Prometheus itself is told to give up a little earlier */
    PrometheusClient(Transports transports, URI base, Trust trust, @Nullable String token, Duration limit) {
        this.http = transports.http("prometheus", trust, limit);
        this.base = HttpUrl.get(base.toString());
        this.token = token;
        this.limit = limit;
    }

    /** What a query has said. */
    sealed interface Answer {
        /** @param at of when it is, by the server's clock */
        record Number(double value, Instant at) implements Answer {}

        record Nothing(String why) implements Answer {}
    }

    /** The value now, or at a moment of the past. */
    Answer query(String promql, @Nullable Instant at) {
        var url = base.newBuilder()
                .addPathSegments("api/v1/query")
                .addQueryParameter("query", promql)
                .addQueryParameter("timeout", Math.max(1, limit.toSeconds() - 1) + "s");
        if (at != null) {
            url.addQueryParameter("time", "%d.%03d".formatted(at.getEpochSecond(), at.getNano() / 1_000_000));
        }
        var request = new Request.Builder().url(url.build());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try (var response = http.send(request.build(), OPERATION)) {
            return answer(response);
        } catch (Problem e) {
            return new Answer.Nothing(e.report().what());
        } catch (IOException e) {
            return new Answer.Nothing("the answer broke off: " + e.getMessage());
        }
    }

    private static Answer answer(Response response) throws IOException {
        var source = response.body().source();
        if (source.request(LARGEST)) {
            return new Answer.Nothing("the answer is larger than " + LARGEST + " bytes");
        }
        try {
            var json = JSON.readTree(source.readByteArray());
            return response.code() == 200 && json.path("status").asString("").equals("success")
                    ? number(json)
                    : new Answer.Nothing(refusal(response.code(), json));
        } catch (JacksonException e) {
            return new Answer.Nothing(response.code() + " and no JSON");
        }
    }

    private static String refusal(int code, JsonNode json) {
        var type = json.path("errorType").asString("");
        return code
                + (type.isEmpty() ? "" : " " + type + ": " + json.path("error").asString(""));
    }

    private static Answer number(JsonNode json) {
        if (!json.path("warnings").isEmpty()) {
            return new Answer.Nothing(
                    "Prometheus warns: " + json.path("warnings").path(0).asString(""));
        }
        var data = json.path("data");
        var result = data.path("result");
        return switch (data.path("resultType").asString("")) {
            case "scalar" -> number(result, "a scalar");
            case "vector" ->
                switch (result.size()) {
                    case 0 -> new Answer.Nothing("no data");
                    case 1 -> number(result.path(0).path("value"), "one series");
                    default -> new Answer.Nothing(result.size() + " series where one number is wanted");
                };
            default -> new Answer.Nothing("a " + data.path("resultType").asString("") + " where one number is wanted");
        };
    }

    private static Answer number(JsonNode pair, String what) {
        if (!pair.path(0).isNumber() || !pair.path(1).isString()) {
            return new Answer.Nothing("what should be " + what + " has no value");
        }
        var text = pair.path(1).asString();
        var at = Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1000));
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "+inf", "-inf", "inf" -> new Answer.Nothing("the value is " + text);
            default -> parsed(text, at);
        };
    }

    private static Answer parsed(String text, Instant at) {
        try {
            return new Answer.Number(Double.parseDouble(text), at);
        } catch (NumberFormatException e) {
            return new Answer.Nothing("the value is " + text);
        }
    }
}
