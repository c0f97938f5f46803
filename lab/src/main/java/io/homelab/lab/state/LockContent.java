package io.homelab.lab.state;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** lab.lock as JSON: downloads by URL, charts by repository/name@version. */
record LockContent(
        int schemaVersion,
        @Nullable SortedMap<String, Recorded> downloads,
        @Nullable SortedMap<String, Recorded> charts) {
    static LockContent empty() {
        return new LockContent(1, new TreeMap<>(), new TreeMap<>());
    }

    SortedMap<String, Recorded> of(LabLock.Kind kind) {
        var found =
                switch (kind) {
                    case DOWNLOAD -> downloads;
                    case CHART -> charts;
                };
        return found == null ? new TreeMap<>() : new TreeMap<>(found);
    }

    LockContent with(LabLock.Kind kind, String key, Recorded recorded) {
        var changed = of(kind);
        changed.put(key, recorded);
        return switch (kind) {
            case DOWNLOAD -> new LockContent(schemaVersion, changed, charts);
            case CHART -> new LockContent(schemaVersion, downloads, changed);
        };
    }
}
