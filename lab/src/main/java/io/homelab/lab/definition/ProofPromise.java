package io.homelab.lab.definition;

import java.time.Duration;

/**
 * How long people may be without a proof of a backup set.
 *
 * @param within from one verification that passed to the next
 */
public record ProofPromise(Duration within) {}
