package io.homelab.activities.approval;

import java.time.Instant;

/**
 * What the holder of a token may say, once.
 *
 * @param workflow the run that asks
 * @param question what it asks
 * @param revision of the question
 * @param hash of what was shown
 * @param approves whether the answer is yes
 * @param person whose answer it is
 * @param expires when it stops counting
 */
public record TokenClaim(
        String workflow,
        String question,
        int revision,
        String hash,
        boolean approves,
        String person,
        Instant expires) {}
