package io.homelab.activities.velero.restore;

import io.homelab.activities.evidence.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The drills of a cluster, a line each: what came back, how long that took, how old it was. They say whose turn is next. */
final class DrillTurns {
    private final JsonLines<Line> lines;

    DrillTurns(Path file) {
        this.lines = new JsonLines<>(file, Line.class);
    }

    /**
     * @param run of the verification
     * @param backup that it was restored from
     * @param items that Velero has restored
     * @param recoveryMillis until it ran and answered: what an outage would have lasted
     * @param lostMillis how old the backup was: what an outage would have lost
     * @param findings how many things were wrong
     */
    record Line(
            Instant at,
            String run,
            String namespace,
            String backup,
            long items,
            long recoveryMillis,
            long lostMillis,
            int findings) {}

    /** The one that has waited longest; what this run has noted does not count, since the run may be repeated. */
    Optional<String> next(List<String> namespaces, String run) throws IOException {
        var last = new HashMap<String, Instant>();
        for (var line : lines.read()) {
            if (!line.run().equals(run)) {
                last.merge(line.namespace(), line.at(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        return namespaces.stream().min(Comparator.comparing(namespace -> last.getOrDefault(namespace, Instant.EPOCH)));
    }

    /** Notes a drill, once. */
    void add(Line line) throws IOException {
        if (lines.read().stream().noneMatch(there -> there.run().equals(line.run()))) {
            lines.add(line);
        }
    }
}
