package io.homelab.workflows.deployment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a push means to one cluster.
 *
 * @param commit that the branch has by it, full SHA-1
 * @param subject the first line of its message
 * @param author of that commit, as Git has it
 * @param committedAt when it was made
 * @param since what it was compared with, full SHA-1; null when there is nothing before it that the branch still has
 * @param promotion the write of a promotion that made the commit, as its trailer says; null for anybody else's
 * @param applications every application that the cluster has at the commit, lowest wave first
 * @param changed those that are not the same as before, and those that are gone; all of them when nothing was before
 */
public record Push(
        String commit,
        String subject,
        String author,
        Instant committedAt,
        @Nullable String since,
        @Nullable String promotion,
        List<String> applications,
        List<String> changed) {
    public Push {
        applications = applications == null ? List.of() : List.copyOf(applications);
        changed = changed == null ? List.of() : List.copyOf(changed);
    }
}
