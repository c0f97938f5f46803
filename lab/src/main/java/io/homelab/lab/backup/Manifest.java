package io.homelab.lab.backup;

import java.time.Instant;

/**
 * What a backup says of itself.
 *
 * @param format version of the file's shape
 * @param bytes size of the database in it
 * @param sha256 of the database in it
 */
public record Manifest(int format, Origin origin, Instant takenAt, long bytes, String sha256) {
    public static final int FORMAT = 1;
}
