package io.homelab.activities.github;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.WholeBody;
import io.homelab.lab.definition.GitHub;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Calls about one repository. */
final class GitHubApi {
    /** Of a page, the most that GitHub gives. */
    static final String PAGE = "100";

    /** Below the heartbeat time-out of an activity, which has nothing to tell while it waits for one answer. */
    private static final Duration CALL = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MediaType TYPE = MediaType.get("application/json");
    /** A hundred of what is listed with what others put into them; what is larger is no answer of GitHub's. */
    private static final long LARGEST = 8L << 20;

    private static final int NOTHING = 204;

    private final Http http;
    private final GitHub settings;
    private final Secret token;
    private final Refusals refusals;

    /**
     * @param token the caller's, to close when it asks no more
     * @param rights what the token has to be good for, as a person is told who gave it fewer
     */
    GitHubApi(OpenLab lab, GitHub settings, Transports transports, Secret token, String rights) {
        this.http = transports.http("github", lab.trust(settings.ca()), CALL);
        this.settings = settings;
        this.token = token;
        this.refusals = new Refusals(settings, token, rights);
    }

    /** An answer that the caller knows what to make of. */
    record Said(int status, JsonNode content) {
        boolean successful() {
            return status / 100 == 2;
        }

        /** In GitHub's words. */
        String why() {
            return Refusals.message(content);
        }
    }

    /** The repository's URL with more segments. */
    HttpUrl.Builder url(String below) {
        return Objects.requireNonNull(HttpUrl.get(settings.api()), "an https URL, as the lab file's schema demands")
                .newBuilder()
                .addPathSegments("repos/" + settings.repository() + "/" + below);
    }

    JsonNode get(HttpUrl.Builder url, String route) {
        return send(new Request.Builder().url(url.build()), "GET " + route, Set.of())
                .content();
    }

    JsonNode post(HttpUrl.Builder url, String route, ObjectNode content) {
        return send(new Request.Builder().url(url.build()).post(body(content)), "POST " + route, Set.of())
                .content();
    }

    static RequestBody body(ObjectNode content) {
        return RequestBody.create(JSON.writeValueAsBytes(content), TYPE);
    }

    /** @param expected statuses beside success that are answers; any other is a problem */
    Said send(Request.Builder request, String operation, Set<Integer> expected) {
        var made = request.header("Authorization", "Bearer " + token.text())
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("User-Agent", "homelab")
                .build();
        try (var response = http.send(made, operation)) {
            var bytes = WholeBody.of(response, LARGEST, where(operation));
            var content = response.code() == NOTHING ? JsonNodeFactory.instance.objectNode() : read(bytes);
            if (!response.isSuccessful() && !(expected.contains(response.code()) && content != null)) {
                throw refusals.of(response, where(operation), content);
            }
            if (content == null) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "what answers is not GitHub's API: " + response.code() + " and no JSON",
                        where(operation),
                        "check gitops.github.api in lab.yaml; of an Enterprise Server it ends with /api/v3");
            }
            return new Said(response.code(), content);
        }
    }

    String where(String operation) {
        return settings.api().getHost() + " " + settings.repository() + " " + operation;
    }

    private static @Nullable JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            return null; // a proxy's page, or none: the status says what there is to say
        }
    }
}
