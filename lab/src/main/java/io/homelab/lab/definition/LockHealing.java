package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;

/**
 * When a lock of a repository that was left over is removed.
 *
 * @param heal whether each verification does so
 * @param after how old it must be
 * @param otherHosts whose processes cannot be seen, and whose locks are removed by age alone; empty: none
 * @param otherHostsAfter how old a lock of one of those must be
 */
public record LockHealing(boolean heal, Duration after, List<String> otherHosts, Duration otherHostsAfter) {
    /** restic's own measure: a holder renews its lock every five minutes (internal/repository, staleLockTimeout). */
    public static final Duration LEAST = Duration.ofMinutes(30);

    public LockHealing {
        otherHosts = List.copyOf(otherHosts);
    }
}
