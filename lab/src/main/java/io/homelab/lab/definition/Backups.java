package io.homelab.lab.definition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which backups there must be, and how they are proved.
 *
 * @param sets by name
 * @param schedule when all of them are verified without anybody asking; null: never
 */
public record Backups(Map<String, BackupSet> sets, @Nullable Schedule schedule) {
    public Backups {
        sets = Ordered.copyOf(sets);
    }
}
