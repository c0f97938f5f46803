package io.homelab.lab.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often every byte of a repository is read.
 *
 * @param within no byte may be unread for longer
 * @param interval between two verifications
 * @param spare how many verifications in a row may fail without a byte getting too old
 * @param budgetMiB the most that one verification reads; null: no limit
 * @param maxMiBPerSecond how fast it reads at most, all of its readers together; null: as fast as it can
 * @param pricePerGiB what the provider takes for what is read; null: nobody said
 * @param deep how often restic decrypts a part of it as well; null: never
 */
public record PackAudit(
        Duration within,
        Duration interval,
        int spare,
        @Nullable Integer budgetMiB,
        @Nullable Integer maxMiBPerSecond,
        @Nullable Price pricePerGiB,
        @Nullable DeepCheck deep) {}
