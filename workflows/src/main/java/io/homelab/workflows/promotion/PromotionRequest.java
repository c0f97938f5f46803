package io.homelab.workflows.promotion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {"cluster":"prod"}}.
 *
 * @param cluster where the release goes
 * @param revision a commit, tag or branch; without one, the head of the configured branch
 * @param only promote these applications alone; empty for all
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record PromotionRequest(
        String cluster,
        @Nullable String revision,
        List<String> only,
        @Nullable String labDigest) {
    public PromotionRequest {
        only = only == null ? List.of() : List.copyOf(only);
    }
}
