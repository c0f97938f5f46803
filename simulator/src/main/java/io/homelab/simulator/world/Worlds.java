package io.homelab.simulator.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Worlds on disk, each in a directory under the state directory; several may be open in one process. */
public final class Worlds {
    private final Path state;
    private final List<Guest.System> systems;

    /**
     * @param state where worlds are kept; made when it is not there
     * @param systems what can boot in them
     */
    public Worlds(Path state, List<Guest.System> systems) {
        this.state = state;
        this.systems = List.copyOf(systems);
    }

    /** Makes a world and opens it. */
    public DiskWorld create(WorldOptions options) throws IOException {
        if (onDisk().contains(options.name())) {
            throw new IllegalArgumentException("a world of this name exists: " + options.name());
        }
        return DiskWorld.create(state.resolve(options.name()), options, systems);
    }

    /** Opens a world that was made before, at the same addresses. */
    public DiskWorld reopen(String name) throws IOException {
        return DiskWorld.reopen(state.resolve(name), systems);
    }

    /** Names of the worlds on disk. */
    public List<String> onDisk() {
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (var entries = Files.list(state)) {
            return entries.filter(entry -> Files.exists(entry.resolve("world.mv")))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the worlds", e);
        }
    }

    /** Removes a closed world from disk. */
    public void delete(String name) throws IOException {
        try (var tree = Files.walk(state.resolve(name))) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
