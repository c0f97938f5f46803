package io.homelab.simulator.git;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new repository begins with; without a directory and without files it is empty.
 *
 * @param name {@code owner/name}
 * @param branch the default branch; {@code main} without
 * @param directory whose files are its first commit
 * @param files more files of the first commit, by path
 */
public record RepositorySeed(
        String name,
        @Nullable String branch,
        @Nullable Path directory,
        @Nullable Map<String, String> files) {
    /** The repository that a lab has when nobody asks for others. */
    public static final RepositorySeed STANDARD = new RepositorySeed("lab/homelab", null, null, null);
}
