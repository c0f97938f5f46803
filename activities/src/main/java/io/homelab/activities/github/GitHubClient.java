package io.homelab.activities.github;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.GitHub;
import io.homelab.lab.secrets.Secret;
import java.util.List;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The verbs of GitHub's deployments that we use (docs.github.com/rest/deployments). */
final class GitHubClient {
    private static final String ROUTE = "/repos/{owner}/{repo}/deployments";
    private static final String STATUSES = ROUTE + "/{id}/statuses";

    private final GitHubApi api;

    GitHubClient(OpenLab lab, GitHub settings, Transports transports, Secret token) {
        api = new GitHubApi(
                lab, settings, transports, token, "it has to read and write the deployments of the repository");
    }

    /** @param payload what whoever made it put into it */
    record Deployment(long id, JsonNode payload) {}

    /** The newest hundred of a commit and an environment. */
    List<Deployment> deployments(String commit, String environment) {
        var url = api.url("deployments")
                .addQueryParameter("sha", commit)
                .addQueryParameter("environment", environment)
                .addQueryParameter("per_page", GitHubApi.PAGE);
        return api.get(url, ROUTE).valueStream().map(GitHubClient::deployment).toList();
    }

    Deployment create(ObjectNode deployment) {
        return deployment(api.post(api.url("deployments"), ROUTE, deployment));
    }

    /** Every state that it was in, of the newest hundred. */
    List<String> states(long deployment) {
        return api.get(statuses(deployment).addQueryParameter("per_page", GitHubApi.PAGE), STATUSES)
                .valueStream()
                .map(status -> status.path("state").asString(""))
                .toList();
    }

    void state(long deployment, ObjectNode status) {
        api.post(statuses(deployment), STATUSES, status);
    }

    private static Deployment deployment(JsonNode node) {
        return new Deployment(node.path("id").asLong(), node.path("payload"));
    }

    private HttpUrl.Builder statuses(long deployment) {
        return api.url("deployments/" + deployment + "/statuses");
    }
}
