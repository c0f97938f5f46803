package io.homelab.activities.restic;

import io.homelab.lab.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Sizes of snapshots by id: what a snapshot holds never changes, and to ask restic for it costs seconds. */
final class SizeCache {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, SnapshotSize> sizes;

    private SizeCache(Path file, Map<String, SnapshotSize> sizes) {
        this.file = file;
        this.sizes = sizes;
    }

    /** What cannot be read is asked for again. */
    static SizeCache open(Path file) {
        try {
            return new SizeCache(
                    file,
                    JSON.readValue(Files.readAllBytes(file), new TypeReference<HashMap<String, SnapshotSize>>() {}));
        } catch (IOException | JacksonException e) {
            return new SizeCache(file, new HashMap<>());
        }
    }

    Optional<SnapshotSize> of(String id) {
        return Optional.ofNullable(sizes.get(id));
    }

    /** Keeps a size, and forgets those of snapshots that are gone. */
    void keep(String id, SnapshotSize size, Collection<String> listed) {
        sizes.keySet().retainAll(new HashSet<>(listed));
        sizes.put(id, size);
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            AtomicFile.write(file, JSON.writeValueAsBytes(sizes), "rw-------");
        } catch (IOException e) {
            // on a full disk each night asks restic
        }
    }
}
