package io.homelab.activities.restic.restore;

import io.homelab.activities.evidence.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The drills of a set, a line each: how much came back, how long that took, and where the next one takes up. */
final class DrillLog {
    private final JsonLines<Line> lines;

    DrillLog(Path file) {
        this.lines = new JsonLines<>(file, Line.class);
    }

    /**
     * @param run of the verification
     * @param source its name
     * @param snapshot that it was restored from
     * @param millis that restic needed
     * @param findings how many files did not come back whole
     * @param end where the sample ended
     * @param lostMillis how old the snapshot was: what an outage would have lost; null in lines of earlier versions
     */
    record Line(
            Instant at,
            String run,
            String source,
            String snapshot,
            int files,
            long bytes,
            long millis,
            long findings,
            @Nullable String end,
            @Nullable Long lostMillis) {}

    /** Where the last drill of a source ended, other than one of the same run: that is repeated. */
    Optional<String> end(String source, String run) throws IOException {
        return lines.read().reversed().stream()
                .filter(line -> line.source().equals(source) && !line.run().equals(run))
                .findFirst()
                .map(Line::end);
    }

    void add(Line line) throws IOException {
        lines.add(line);
    }
}
