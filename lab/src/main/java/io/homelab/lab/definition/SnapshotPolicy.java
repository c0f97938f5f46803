package io.homelab.lab.definition;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How old the youngest snapshot of a dataset may be, for each kind; null: snapshots of that kind are not asked for. */
public record SnapshotPolicy(
        @Nullable Duration frequently,
        @Nullable Duration hourly,
        @Nullable Duration daily,
        @Nullable Duration weekly,
        @Nullable Duration monthly,
        @Nullable Duration yearly) {

    /** Those that are asked for, by what sanoid and zfs-auto-snapshot call the kind, the shortest first. */
    public Map<String, Duration> kinds() {
        var all = new LinkedHashMap<String, @Nullable Duration>();
        all.put("frequently", frequently);
        all.put("hourly", hourly);
        all.put("daily", daily);
        all.put("weekly", weekly);
        all.put("monthly", monthly);
        all.put("yearly", yearly);
        var asked = new LinkedHashMap<String, Duration>();
        all.forEach((kind, within) -> {
            if (within != null) {
                asked.put(kind, within);
            }
        });
        return asked;
    }
}
