package io.homelab.activities.restic;

import java.util.List;

/** A snapshot is there, and its directories cannot be walked through. */
public final class BrokenSnapshot extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** What restic says, in all its ages, when a snapshot's directories are not in the repository as they should be. */
    private static final List<String> SIGNS = List.of(
            "not found in repository",
            "Unknown blob", // no index names it
            "ciphertext verification failed",
            "invalid data returned",
            "does not exist",
            "no such file or directory",
            "ReadFull(<data/"); // a pack ends before its time

    private BrokenSnapshot(String said) {
        super(said);
    }

    /** Whether this is what restic has said. */
    static boolean isSaid(String text) {
        return SIGNS.stream().anyMatch(text::contains);
    }

    /** @param text of which {@link #isSaid} holds, or which nobody understands */
    static BrokenSnapshot of(String text, int code) {
        return new BrokenSnapshot(text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("Load(")) // each of its tries
                .filter(BrokenSnapshot::isSaid)
                .findFirst()
                .orElse("restic ended with " + code));
    }
}
