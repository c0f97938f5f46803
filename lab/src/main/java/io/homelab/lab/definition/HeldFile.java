package io.homelab.lab.definition;

/**
 * A file that must be in each backup.
 *
 * @param path in the snapshot, as {@code restic ls} shows it
 * @param atLeast how large it must be
 */
public record HeldFile(String path, ByteSize atLeast) {}
