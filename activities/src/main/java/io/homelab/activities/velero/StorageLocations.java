package io.homelab.activities.velero;

import io.homelab.activities.kubernetes.CustomState;
import io.homelab.lab.definition.ClusterBackup;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where the schedules that the lab file names put their backups. */
public final class StorageLocations {
    private static final String DEFAULT = "default";

    private StorageLocations() {}

    /** By name, there or not; a schedule that names none, or is not there, means the default. */
    public static SortedSet<String> used(
            ClusterBackup wanted, Map<String, CustomState> schedules, Map<String, CustomState> locations) {
        var standard = locations.values().stream()
                .filter(location -> location.flag("spec", DEFAULT))
                .map(CustomState::name)
                .findFirst()
                .orElse(DEFAULT);
        var names = new TreeSet<String>();
        for (var name : wanted.schedules().keySet()) {
            var schedule = schedules.get(name);
            names.add(
                    schedule == null
                            ? standard
                            : schedule.text("spec", "template", "storageLocation")
                                    .orElse(standard));
        }
        return names;
    }
}
