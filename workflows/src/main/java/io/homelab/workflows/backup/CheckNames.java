package io.homelab.workflows.backup;

/**
 * What those checks of a set are called that others judge by. Whoever looks takes the name from here, and so does whoever asks what
 * was seen; both say the same of a source. A step that could not look at any source has the plain name.
 */
public final class CheckNames {
    public static final String SNAPSHOTS = "snapshots";
    public static final String CONTENT = "content";
    public static final String METADATA = "metadata";
    public static final String PACKS = "packs";
    public static final String DEEP = "deep";
    public static final String RESTORE = "restore";

    private CheckNames() {}

    /** Whether there is a snapshot of a source, young enough. */
    public static String snapshots(String source) {
        return SNAPSHOTS + " of " + source;
    }

    /** Whether the youngest snapshot of a source holds what it must. */
    public static String content(String source) {
        return CONTENT + " of " + source;
    }

    /** Whether a sample of a source came back. */
    public static String restore(String source) {
        return RESTORE + " of " + source;
    }

    /** Whether a source's snapshot holds its canary. */
    public static String canary(String source) {
        return "canary of " + source;
    }
}
