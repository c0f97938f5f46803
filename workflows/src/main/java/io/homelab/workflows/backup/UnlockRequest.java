package io.homelab.workflows.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {}}.
 *
 * @param only unlock these sets alone; empty for all
 * @param dryRun whether it only says what it would remove
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record UnlockRequest(
        List<String> only, boolean dryRun, @Nullable String labDigest) {
    public UnlockRequest {
        only = only == null ? List.of() : List.copyOf(only);
    }
}
