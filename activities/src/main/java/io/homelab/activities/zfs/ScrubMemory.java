package io.homelab.activities.zfs;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** When a scrub of each pool was last seen to have ended: ZFS forgets it when the next scan begins. */
final class ScrubMemory {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;

    /** @param stateDirectory of the lab */
    ScrubMemory(Path stateDirectory) {
        this.directory = stateDirectory.resolve("evidence").resolve("scrubs");
    }

    private record Ended(Instant at, long errors, String repaired) {}

    /** Empty when none was seen; what cannot be read was not seen. */
    Optional<Scan.Scrubbed> last(String pool) {
        try {
            var ended = JSON.readValue(Files.readAllBytes(file(pool)), Ended.class);
            return Optional.of(new Scan.Scrubbed(ended.at(), ended.errors(), ended.repaired()));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Keeps it instead of the one before. */
    void keep(String pool, Scan.Scrubbed scrub) {
        try {
            Files.createDirectories(directory);
            AtomicFile.write(
                    file(pool),
                    JSON.writeValueAsBytes(new Ended(scrub.at(), scrub.errors(), scrub.repaired())),
                    "rw-------");
        } catch (IOException e) {
            // on a full disk a scrub that is under way is UNKNOWN
        }
    }

    private Path file(String pool) {
        return directory.resolve(pool + ".json");
    }
}
