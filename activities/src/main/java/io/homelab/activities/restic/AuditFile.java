package io.homelab.activities.restic;

import io.homelab.lab.state.AtomicFile;
import io.homelab.workflows.backup.audit.PackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the run in flight reads of a set: chosen once, whoever goes on with it. */
final class AuditFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    AuditFile(Path file) {
        this.file = file;
    }

    /**
     * What was chosen.
     *
     * @param run that it was chosen for
     * @param at when; what was read since then need not be read again
     * @param packs in the order in which they are read
     * @param total bytes of the repository
     * @param of packs of the repository
     * @param isShort whether the budget is too small for the promise
     */
    record Chosen(String run, Instant at, List<PackState> packs, long total, int of, boolean isShort) {
        Chosen {
            packs = packs == null ? List.of() : List.copyOf(packs);
        }

        long bytes() {
            return packs.stream().mapToLong(PackState::bytes).sum();
        }
    }

    /** Empty when nothing was chosen for this run yet. */
    Optional<Chosen> of(String run) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Chosen.class))
                    .filter(chosen -> chosen.run().equals(run));
        } catch (JacksonException e) {
            return Optional.empty(); // of another version of ours: it is chosen anew
        }
    }

    void keep(Chosen chosen) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        AtomicFile.write(file, JSON.writeValueAsBytes(chosen), "rw-------");
    }
}
