package io.homelab.activities.github;

import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.GitHub;
import io.homelab.lab.secrets.Secret;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The verbs of GitHub's pull requests that we use (docs.github.com/rest/pulls), of one repository and of one branch that they go
 * to.
 */
public final class PullRequests implements AutoCloseable {
    private static final String REPOSITORY = "/repos/{owner}/{repo}";
    private static final String PULLS = REPOSITORY + "/pulls";
    private static final String PULL = PULLS + "/{number}";
    private static final String STATE = "state";
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private final GitHubApi api;
    private final Secret token;
    private final String owner;
    private final String base;

    private PullRequests(GitHubApi api, Secret token, String owner, String base) {
        this.api = api;
        this.token = token;
        this.owner = owner;
        this.base = base;
    }

    /** @param base the branch that they go to */
    public static PullRequests of(OpenLab lab, GitHub settings, Transports transports, String base) {
        var token = lab.secrets().resolve(settings.token());
        var api = new GitHubApi(
                lab,
                settings,
                transports,
                token,
                "it has to read and write the contents and the pull requests of the repository");
        return new PullRequests(
                api,
                token,
                settings.repository().substring(0, settings.repository().indexOf('/')),
                base);
    }

    /** What a pull request shows, and what its merge commit says. */
    public record Words(String title, String body) {}

    /** The one from a branch of the repository: the merged one, else the open one, else the newest that was closed. */
    public Optional<PullRequest> find(String branch) {
        var url = api.url("pulls")
                .addQueryParameter("head", owner + ":" + branch)
                .addQueryParameter("base", base)
                .addQueryParameter(STATE, "all")
                .addQueryParameter("per_page", GitHubApi.PAGE);
        return api.get(url, PULLS)
                .valueStream()
                .map(PullRequests::pull)
                .min(Comparator.comparing((PullRequest pull) -> switch (pull.state()) {
                            case MERGED -> 0;
                            case OPEN -> 1;
                            case CLOSED -> 2;
                        })
                        .thenComparing(PullRequest::number, Comparator.reverseOrder()));
    }

    public PullRequest look(long number) {
        return pull(api.get(api.url("pulls/" + number), PULL));
    }

    /** Opens one; what GitHub has against it, which another one that is open already is as well, is the answer. */
    public Optional<String> open(String branch, Words words) {
        var draft = object().put("title", words.title())
                .put("body", words.body())
                .put("head", branch)
                .put("base", base);
        var said = api.send(
                new Request.Builder().url(api.url("pulls").build()).post(GitHubApi.body(draft)),
                "POST " + PULLS,
                Set.of(INVALID));
        return said.successful() ? Optional.empty() : Optional.of(said.why());
    }

    /**
     * Merges it, unless its head is another one by now; why GitHub does not is the answer.
     *
     * @param method {@code merge} or {@code squash}
     */
    public Optional<String> merge(PullRequest pull, String method, Words words) {
        var how = object().put("sha", pull.head())
                .put("merge_method", method)
                .put("commit_title", words.title())
                .put("commit_message", words.body());
        var url = api.url("pulls/" + pull.number() + "/merge");
        var said = api.send(
                new Request.Builder().url(url.build()).put(GitHubApi.body(how)),
                "PUT " + PULL + "/merge",
                Set.of(NOT_ALLOWED, CONFLICT));
        return said.successful() ? Optional.empty() : Optional.of(said.why());
    }

    /** Closes it without merging it; one that was merged at the same moment stays so. */
    public void withdraw(PullRequest pull) {
        api.send(
                new Request.Builder()
                        .url(api.url("pulls/" + pull.number()).build())
                        .patch(GitHubApi.body(object().put(STATE, "closed"))),
                "PATCH " + PULL,
                Set.of(INVALID));
    }

    /** Deletes a branch of the repository, if it is where it is expected; GitHub may have done it by itself. */
    public void delete(String branch, String expected) {
        var said = api.send(
                new Request.Builder().url(api.url("git/ref/heads/" + branch).build()),
                "GET " + REPOSITORY + "/git/ref/{ref}",
                Set.of(NOT_FOUND));
        if (said.content().at("/object/sha").asString("").equals(expected)) {
            api.send(
                    new Request.Builder()
                            .url(api.url("git/refs/heads/" + branch).build())
                            .delete(),
                    "DELETE " + REPOSITORY + "/git/refs/{ref}",
                    Set.of(NOT_FOUND, INVALID));
        }
    }

    /** Where it stands, for messages. */
    public String where() {
        return api.where("pull requests");
    }

    @Override
    public void close() {
        token.close();
    }

    /** A list has neither {@code merged} nor {@code mergeable_state}: what is merged has a time at which it was. */
    private static PullRequest pull(JsonNode node) {
        var merged = text(node, "merged_at") != null;
        var open = node.path(STATE).asString("").equals("open");
        return new PullRequest(
                node.path("number").asLong(),
                node.path("html_url").asString(""),
                merged ? PullRequest.State.MERGED : open ? PullRequest.State.OPEN : PullRequest.State.CLOSED,
                node.at("/head/sha").asString(""),
                merged ? text(node, "merge_commit_sha") : null,
                node.path("mergeable_state").asString("unknown"));
    }

    private static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? value.asString() : null;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
