package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which backups there must be, and how they are proved.
 *
 * @param sets by name
 * @param schedule when all of them are verified without anybody asking; null: never
 * @param heartbeat the URL that is fetched when all of them passed; null: none
 */
public record Backups(
        Map<String, BackupSet> sets,
        @Nullable Schedule schedule,
        @Nullable SecretRef heartbeat) {
    public Backups {
        sets = Ordered.copyOf(sets);
    }

    /** How long a set may be without a proof; empty when nobody wants to be told. */
    public Optional<Duration> proofWithin(BackupSet set) {
        if (set.proof() != null) {
            return Optional.of(set.proof().within());
        }
        return schedule == null ? Optional.empty() : Optional.of(ProofPromise.NIGHTLY);
    }
}
