package io.homelab.activities.github;

import io.homelab.activities.transport.Http;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.definition.GitHub;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The verbs of GitHub's deployments that we use (docs.github.com/rest/deployments). */
final class GitHubClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final MediaType TYPE = MediaType.get("application/json");
    private static final String ROUTE = "/repos/{owner}/{repo}/deployments";
    private static final String STATUSES = ROUTE + "/{id}/statuses";
    /** Of a page, the most that GitHub gives. */
    private static final String PAGE = "100";
    /** A hundred deployments with what others put into them; what is larger is no answer of GitHub's. */
    private static final long LARGEST = 8L << 20;

    private final Http http;
    private final GitHub settings;
    private final Secret token;
    private final Refusals refusals;

    GitHubClient(Http http, GitHub settings, Secret token) {
        this.http = http;
        this.settings = settings;
        this.token = token;
        this.refusals = new Refusals(settings, token);
    }

    /** @param payload what whoever made it put into it */
    record Deployment(long id, JsonNode payload) {}

    /** The newest hundred of a commit and an environment. */
    List<Deployment> deployments(String commit, String environment) {
        var url = url().addQueryParameter("sha", commit)
                .addQueryParameter("environment", environment)
                .addQueryParameter("per_page", PAGE);
        return send(new Request.Builder().url(url.build()), "GET " + ROUTE)
                .valueStream()
                .map(GitHubClient::deployment)
                .toList();
    }

    Deployment create(ObjectNode deployment) {
        return deployment(send(new Request.Builder().url(url().build()).post(body(deployment)), "POST " + ROUTE));
    }

    /** Every state that it was in, of the newest hundred. */
    List<String> states(long deployment) {
        var url = statuses(deployment).addQueryParameter("per_page", PAGE);
        return send(new Request.Builder().url(url.build()), "GET " + STATUSES)
                .valueStream()
                .map(status -> status.path("state").asString(""))
                .toList();
    }

    void state(long deployment, ObjectNode status) {
        send(new Request.Builder().url(statuses(deployment).build()).post(body(status)), "POST " + STATUSES);
    }

    private static Deployment deployment(JsonNode node) {
        return new Deployment(node.path("id").asLong(), node.path("payload"));
    }

    private HttpUrl.Builder url() {
        return Objects.requireNonNull(HttpUrl.get(settings.api()), "an https URL, as the lab file's schema demands")
                .newBuilder()
                .addPathSegments("repos/" + settings.repository() + "/deployments");
    }

    private HttpUrl.Builder statuses(long deployment) {
        return url().addPathSegment(Long.toString(deployment)).addPathSegment("statuses");
    }

    private static RequestBody body(ObjectNode content) {
        return RequestBody.create(JSON.writeValueAsBytes(content), TYPE);
    }

    private JsonNode send(Request.Builder request, String operation) {
        var made = request.header("Authorization", "Bearer " + token.text())
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("User-Agent", "homelab")
                .build();
        try (var response = http.send(made, operation)) {
            var source = response.body().source();
            if (source.request(LARGEST)) {
                throw new Problem(
                        FailureClass.CONFIG, "the answer is larger than " + LARGEST + " bytes", where(operation), null);
            }
            var content = read(source.readByteArray());
            if (!response.isSuccessful()) {
                throw refusals.of(response, where(operation), content);
            }
            if (content == null) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "what answers is not GitHub's API: " + response.code() + " and no JSON",
                        where(operation),
                        "check gitops.github.api in lab.yaml; of an Enterprise Server it ends with /api/v3");
            }
            return content;
        } catch (IOException e) {
            throw new Unreachable("the answer broke off: " + e.getMessage(), where(operation), e);
        }
    }

    private String where(String operation) {
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
