package io.homelab.workflows.acceptance;

/**
 * Where a stability gate has kept what it went by.
 *
 * @param gate such as {@code soak}
 * @param location a path below the state directory
 * @param digest SHA-256 of the file as the run knows it, hex
 */
public record GateSamples(String gate, String location, String digest) {}
