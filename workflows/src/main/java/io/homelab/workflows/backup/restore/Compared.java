package io.homelab.workflows.backup.restore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was restored, beside what the snapshot says.
 *
 * @param files that are as the snapshot says
 * @param bytes of those
 * @param findings how many are not
 * @param named the first of those, with what is wrong
 * @param sums where the SHA-256 of every file is, in the format of sha256sum; null when nothing was compared
 * @param digest SHA-256 of that list
 */
public record Compared(
        long files,
        long bytes,
        long findings,
        List<String> named,
        @Nullable String sums,
        @Nullable String digest) {
    public Compared {
        named = named == null ? List.of() : List.copyOf(named);
    }
}
