package io.homelab.cli.report;

import java.time.Instant;

/**
 * The pack of a set that nobody has read for the longest time.
 *
 * @param pack its id
 * @param since when it was read last, or first seen when it was never read
 * @param read whether it was ever read
 * @param packs how many the set has
 * @param total bytes of all of them
 */
public record UnreadPack(String set, String pack, long bytes, Instant since, boolean read, int packs, long total) {}
