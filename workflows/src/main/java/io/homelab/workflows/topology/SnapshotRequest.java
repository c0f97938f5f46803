package io.homelab.workflows.topology;

import org.jspecify.annotations.Nullable;

/**
 * Which lab file to read.
 *
 * @param digest the digest that the caller saw; another one is refused, so that nobody builds from a file that they did not see
 */
public record SnapshotRequest(String cluster, @Nullable String digest) {}
