package io.homelab.simulator.github;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is not a success. */
final class GitHubError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final transient Optional<ObjectNode> detail;

    private GitHubError(int status, String message, Optional<ObjectNode> detail) {
        super(message);
        this.status = status;
        this.detail = detail;
    }

    GitHubError(int status, String message) {
        this(status, message, Optional.empty());
    }

    static GitHubError notFound() {
        return new GitHubError(404, "Not Found");
    }

    static GitHubError invalid(String message) {
        return new GitHubError(422, message);
    }

    /** A pull request that cannot be as it was asked for, in words. */
    static GitHubError pull(String message) {
        return failed(Call.object()
                .put("resource", "PullRequest")
                .put("code", "custom")
                .put("message", message));
    }

    /** Likewise, by the field that is wrong. */
    static GitHubError field(String field) {
        return failed(
                Call.object().put("resource", "PullRequest").put("field", field).put("code", "invalid"));
    }

    private static GitHubError failed(ObjectNode detail) {
        return new GitHubError(422, "Validation Failed", Optional.of(detail));
    }

    int status() {
        return status;
    }

    /** One of {@code errors}. */
    Optional<ObjectNode> detail() {
        return detail;
    }
}
