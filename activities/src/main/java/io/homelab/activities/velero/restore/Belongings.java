package io.homelab.activities.velero.restore;

import io.homelab.activities.kubernetes.Manifests;
import io.homelab.lab.definition.Marker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a run marks what it makes in a cluster, and knows it again: by the lab's marker and its own name, never by a name alone. */
final class Belongings {
    /** On everything that a restore of ours makes; its value is the restore's name. */
    static final String RESTORE = "homelab.io/restore";

    /** On what a drill makes, which may go when the drill is dead. */
    static final String DRILL = "homelab.io/drill";

    static final String RUN = "homelab.io/run";

    private final String marker;

    Belongings(byte[] labKey, String cluster) {
        this.marker = Marker.of(labKey, "cluster/" + cluster + "/restore").value();
    }

    /** What to ask an API server for, to be shown only what is this lab's. */
    Map<String, String> labels() {
        return Map.of(Manifests.MARKER, marker);
    }

    /** What everything gets that a restore makes. */
    Map<String, String> labels(String restore, boolean drill) {
        return drill
                ? Map.of(Manifests.MARKER, marker, RESTORE, restore, DRILL, "true")
                : Map.of(Manifests.MARKER, marker, RESTORE, restore);
    }

    /** Whether that restore has made it. */
    boolean made(@Nullable Map<String, String> labels, String restore) {
        return labels != null && marker.equals(labels.get(Manifests.MARKER)) && restore.equals(labels.get(RESTORE));
    }
}
