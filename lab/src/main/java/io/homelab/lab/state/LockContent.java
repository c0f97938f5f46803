package io.homelab.lab.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** lab.lock as JSON: downloads by URL, charts by repository/name@version, images at hand by their name in the storage. */
record LockContent(
        int schemaVersion,
        @Nullable SortedMap<String, Recorded> downloads,
        @Nullable SortedMap<String, Recorded> charts,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        SortedMap<String, Recorded> images) {
    static LockContent empty() {
        return new LockContent(1, new TreeMap<>(), new TreeMap<>(), null);
    }

    SortedMap<String, Recorded> of(LabLock.Kind kind) {
        var found =
                switch (kind) {
                    case DOWNLOAD -> downloads;
                    case CHART -> charts;
                    case IMAGE -> images;
                };
        return found == null ? new TreeMap<>() : new TreeMap<>(found);
    }

    LockContent with(LabLock.Kind kind, String key, Recorded recorded) {
        var changed = of(kind);
        changed.put(key, recorded);
        return switch (kind) {
            case DOWNLOAD -> new LockContent(schemaVersion, changed, charts, images);
            case CHART -> new LockContent(schemaVersion, downloads, changed, images);
            case IMAGE -> new LockContent(schemaVersion, downloads, charts, changed);
        };
    }
}
