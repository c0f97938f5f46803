package io.homelab.activities.github;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as GitHub has it now.
 *
 * @param url where a person finds it
 * @param head the newest commit of its branch
 * @param commit what the branch that it goes to got by it; null unless it is merged
 * @param mergeability GitHub's {@code mergeable_state}; {@code unknown} while it works it out
 */
public record PullRequest(
        long number,
        String url,
        State state,
        String head,
        @Nullable String commit,
        String mergeability) {

    /** Closed alone means that nobody merged it. */
    public enum State {
        OPEN,
        MERGED,
        CLOSED
    }

    /** What the branch got by it; empty unless it is merged. */
    public Optional<String> merged() {
        return Optional.ofNullable(commit);
    }

    /** As a person would call it. */
    public String name() {
        return "pull request #" + number;
    }
}
