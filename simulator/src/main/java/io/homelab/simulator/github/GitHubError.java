package io.homelab.simulator.github;

/** An answer that is not a success. */
final class GitHubError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    GitHubError(int status, String message) {
        super(message);
        this.status = status;
    }

    static GitHubError notFound() {
        return new GitHubError(404, "Not Found");
    }

    static GitHubError invalid(String message) {
        return new GitHubError(422, message);
    }

    int status() {
        return status;
    }
}
