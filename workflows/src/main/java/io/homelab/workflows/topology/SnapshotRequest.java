package io.homelab.workflows.topology;

import org.jspecify.annotations.Nullable;

/**
 * Which lab file to read.
 *
 * @param digest the digest that the caller saw; another one is refused, so that nobody builds from a file that they did not see
 * @param imageFile put into the snapshot as {@code images.file}; null leaves the lab file as it is
 */
public record SnapshotRequest(
        String cluster, @Nullable String digest, @Nullable String imageFile) {
    public SnapshotRequest(String cluster, @Nullable String digest) {
        this(cluster, digest, null);
    }
}
