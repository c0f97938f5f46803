package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which backups there must be, and how they are proved.
 *
 * @param sets by name
 * @param pools ZFS pools of the hypervisor, by name
 * @param schedule when all of them are verified without anybody asking; null: never
 * @param heartbeat the URL that is fetched when all of them passed; null: none
 */
public record Backups(
        Map<String, BackupSet> sets,
        Map<String, BackupPool> pools,
        @Nullable Schedule schedule,
        @Nullable SecretRef heartbeat) {
    public Backups {
        sets = Ordered.copyOf(sets);
        pools = Ordered.copyOf(pools);
    }
}
