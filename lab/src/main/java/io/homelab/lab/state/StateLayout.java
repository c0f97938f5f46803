package io.homelab.lab.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where things live on this machine (XDG base directories), real and simulated labs apart. */
public record StateLayout(Path config, Path state, Path data, Path cache) {
    private static final String OWNER_ONLY = "rwx------";

    /** The layout of an environment; makes nothing. Needs HOME where an XDG variable is missing or not absolute. */
    public static StateLayout of(Map<String, String> environment, boolean simulated) {
        var kind = simulated ? "simulated" : "real";
        return new StateLayout(
                directory(environment, "XDG_CONFIG_HOME", ".config", kind),
                directory(environment, "XDG_STATE_HOME", ".local/state", kind),
                directory(environment, "XDG_DATA_HOME", ".local/share", kind),
                directory(environment, "XDG_CACHE_HOME", ".cache", kind));
    }

    /** Where a person's profiles are, for the real and the simulated lab alike; empty when there is no home. */
    public static Optional<Path> profiles(Map<String, String> environment) {
        return base(environment, "XDG_CONFIG_HOME", ".config").map(base -> base.resolve("homelab"));
    }

    /** Makes the directories, readable by their owner alone, and gives itself. */
    public StateLayout create() {
        try {
            for (var directory : List.of(config, state, data, cache)) {
                var parent = directory.getParent();
                if (parent != null && parent.getParent() != null) {
                    Files.createDirectories(parent.getParent());
                    ours(parent);
                }
                ours(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directories of the lab's state", e);
        }
        return this;
    }

    /** The age identity that reads the secret store, unless the lab file names another. */
    public Path identityFile() {
        return config.resolve("identity.txt");
    }

    private static void ours(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, AtomicFile.attributes(OWNER_ONLY));
        }
    }

    private static Path directory(Map<String, String> environment, String variable, String underHome, String kind) {
        return base(environment, variable, underHome)
                .orElseThrow(() -> new IllegalStateException("neither " + variable + " nor HOME is set"))
                .resolve("homelab")
                .resolve(kind);
    }

    private static Optional<Path> base(Map<String, String> environment, String variable, String underHome) {
        var base = environment.getOrDefault(variable, "");
        // The specification says to ignore relative ones.
        if (base.startsWith("/")) {
            return Optional.of(Path.of(base));
        }
        var home = environment.getOrDefault("HOME", "");
        return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, underHome));
    }
}
