package io.homelab.workflows.gitops;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One application of a release.
 *
 * @param name of the ArgoCD application, unique in a cluster
 * @param group the directory that holds it, such as {@code 3-monitoring}
 * @param wave when it is synced: lower ones first
 * @param content the Git tree id of what is promoted
 * @param before the tree id that the target has now; null when it has none yet
 * @param version for people, of what is promoted: a chart's or an image's; null when nothing says one
 * @param versionBefore the same of what the target has now
 * @param forwardOnly that it cannot go back, so it is never rolled back
 */
public record ReleaseMember(
        String name,
        String group,
        int wave,
        String content,
        @Nullable String before,
        @Nullable String version,
        @Nullable String versionBefore,
        boolean forwardOnly) {

    /** Whether promoting it changes anything. */
    public boolean isChange() {
        return !Objects.equals(content, before);
    }
}
