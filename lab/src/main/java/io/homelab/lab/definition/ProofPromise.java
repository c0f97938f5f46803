package io.homelab.lab.definition;

import java.time.Duration;

/**
 * How long people may be without a proof of a backup set.
 *
 * @param within from one verification that passed to the next
 */
public record ProofPromise(Duration within) {
    /** Two nights and some: one may fail, and the next is still in time. */
    static final Duration NIGHTLY = Duration.ofHours(50);
}
