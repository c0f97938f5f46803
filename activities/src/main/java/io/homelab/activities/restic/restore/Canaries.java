package io.homelab.activities.restic.restore;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.evidence.JsonLines;
import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was written into canaries, and when: before the file itself, so that no canary is out there that is not in the list. Content
 * that was known before a backup is what tells a fresh backup from one that reads yesterday's data again and again.
 */
public final class Canaries {
    private final JsonLines<Canary> list;

    /** Those of a backup set. */
    public static Canaries of(Path stateDirectory, String set) {
        return new Canaries(
                stateDirectory.resolve("evidence").resolve("canaries").resolve(set + ".jsonl"));
    }

    private Canaries(Path list) {
        this.list = new JsonLines<>(list, Canary.class);
    }

    /**
     * A canary that was written.
     *
     * @param file where it is
     * @param run that has written it
     * @param content the whole of it
     */
    public record Canary(String file, String run, Instant at, String content) {
        String digest() {
            return Sha256.of(content);
        }
    }

    /** Writes the canary of a run; again, the same one. */
    public Canary write(String file, String run, Instant now) throws IOException {
        var written = of(file);
        var canary = written.stream()
                .filter(before -> before.run().equals(run))
                .findFirst()
                .orElseGet(() -> new Canary(file, run, now, content(file, run, now)));
        if (!written.contains(canary)) {
            list.add(canary);
        }
        AtomicFile.write(Path.of(file), canary.content().getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        return canary;
    }

    /** The run is unique, and so is the content. */
    private static String content(String file, String run, Instant now) {
        return "A canary of homelab: whoever restores it can tell how fresh the backup is.\n" + file + "\nwritten "
                + now + " by " + run + "\n";
    }

    /** The one that a backup of that time must hold, or a younger one; empty when none was written before. */
    Optional<Canary> expected(String file, Instant backup) throws IOException {
        return of(file).stream().filter(canary -> !canary.at().isAfter(backup)).reduce((one, later) -> later);
    }

    /** Which one has this content. */
    Optional<Canary> found(String file, String digest) throws IOException {
        return of(file).stream()
                .filter(canary -> canary.digest().equals(digest))
                .reduce((one, later) -> later);
    }

    private List<Canary> of(String file) throws IOException {
        return list.read().stream().filter(canary -> canary.file().equals(file)).toList();
    }
}
