package io.homelab.activities.restic;

import io.homelab.workflows.backup.Sizes;

/**
 * How much is in a snapshot.
 *
 * @param count of {@code things}: restic counts directories, or does not
 */
record SnapshotSize(long bytes, long count, String things) {
    static final String FILES = "files";
    static final String ENTRIES = "files and directories";

    String words() {
        return Sizes.text(bytes) + " in " + count + " " + things;
    }
}
