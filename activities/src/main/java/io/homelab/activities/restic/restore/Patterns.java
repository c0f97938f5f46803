package io.homelab.activities.restic.restore;

/** Restic's patterns. */
final class Patterns {
    private Patterns() {}

    /** The pattern that only this path matches (Go's path/filepath, Match). */
    static String of(String path) {
        return path.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
    }
}
