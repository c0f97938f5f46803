package io.homelab.activities.restic.restore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What restic has said of files that it could not bring. It alone tells: over S3, restic 0.14 leaves such a file in its full size
 * and with its time, and a hole in it.
 */
final class Complaints {
    private static final String IGNORED = "ignoring error for ";
    private static final String END = "Fatal: There were ";

    private final Map<String, String> reasons = new HashMap<>();
    private final List<String> lines;
    private boolean isOneOfAFile;

    Complaints(List<String> said) {
        this.lines = said.stream().filter(line -> !line.startsWith(END)).toList();
        lines.stream()
                .filter(line -> line.startsWith(IGNORED))
                .map(line -> line.substring(IGNORED.length()))
                .forEach(this::put);
    }

    /** A path may have a colon and a space in it, as the reason may: wherever they are, the path may end. */
    private void put(String text) {
        for (int end = text.indexOf(": "); end >= 0; end = text.indexOf(": ", end + 1)) {
            reasons.putIfAbsent(text.substring(0, end), text.substring(end + 2));
        }
    }

    /** Why a file did not come, or not whole; empty when nothing was said of it. */
    Optional<String> of(String path) {
        @Nullable String reason = reasons.get(path);
        isOneOfAFile |= reason != null;
        return Optional.ofNullable(reason);
    }

    /** What was said of no file that was asked for, when nothing else was: then nobody knows which it was. */
    Optional<String> ofNothing() {
        return isOneOfAFile ? Optional.empty() : lines.stream().findFirst();
    }
}
