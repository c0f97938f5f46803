package io.homelab.workflows.backup.install;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {}}.
 *
 * @param only these clusters alone; empty for all that have a storage in the lab file
 * @param dryRun whether it only says what it would do
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record InstallRequest(
        List<String> only, boolean dryRun, @Nullable String labDigest) {
    public InstallRequest {
        only = only == null ? List.of() : List.copyOf(only);
    }
}
