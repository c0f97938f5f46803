package io.homelab.workflows.backup;

/**
 * A backup set of a snapshot of the lab file.
 *
 * @param name in the lab file
 * @param snapshot its id
 */
public record SetRef(String name, String snapshot) {}
