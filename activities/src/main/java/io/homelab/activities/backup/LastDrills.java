package io.homelab.activities.backup;

import io.homelab.activities.evidence.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last drill of each application that brought all of it back, from the drills' own lines. */
final class LastDrills {
    private final Path directory;

    LastDrills(Path stateDirectory) {
        this.directory = stateDirectory.resolve("evidence").resolve("drills");
    }

    /**
     * @param application a namespace of a cluster, or a source of a repository
     * @param recovery until it was back: RTO
     * @param lost how old the backup was: RPO; null when nobody noted it
     */
    record Restored(
            String application, Duration recovery, @Nullable Duration lost) {}

    /** A line of either kind of drill: of a namespace when it names one, else of a sample of a source's files. */
    private record Line(
            @Nullable String namespace,
            @Nullable String source,
            @Nullable Long recoveryMillis,
            @Nullable Long millis,
            @Nullable Long lostMillis,
            @Nullable Long findings) {
        private Restored restored() {
            var recovery = namespace == null ? millis : recoveryMillis;
            return new Restored(
                    Objects.requireNonNullElse(namespace == null ? source : namespace, ""),
                    Duration.ofMillis(Objects.requireNonNullElse(recovery, 0L)),
                    lostMillis == null ? null : Duration.ofMillis(lostMillis));
        }
    }

    /** By the names of the applications. */
    Collection<Restored> of(String set) throws IOException {
        var last = new TreeMap<String, Restored>();
        for (var line : new JsonLines<>(directory.resolve(set + ".jsonl"), Line.class).read()) {
            if (Objects.requireNonNullElse(line.findings(), 0L) == 0) {
                var restored = line.restored();
                last.put(restored.application(), restored);
            }
        }
        return last.values();
    }
}
