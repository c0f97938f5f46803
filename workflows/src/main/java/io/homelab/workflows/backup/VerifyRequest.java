package io.homelab.workflows.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {}}.
 *
 * @param only verify these sets alone; empty for all
 * @param full whether every byte is read, whenever it was read last; otherwise what is due
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record VerifyRequest(
        List<String> only, boolean full, @Nullable String labDigest) {
    public VerifyRequest {
        only = only == null ? List.of() : List.copyOf(only);
    }
}
