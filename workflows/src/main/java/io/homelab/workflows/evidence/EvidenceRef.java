package io.homelab.workflows.evidence;

/**
 * Where a piece of evidence is.
 *
 * @param location a path below the evidence store
 * @param digest SHA-256 of the stored envelope, hex
 */
public record EvidenceRef(String location, String digest) {}
