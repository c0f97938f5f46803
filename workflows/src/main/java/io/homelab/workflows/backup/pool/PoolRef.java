package io.homelab.workflows.backup.pool;

/**
 * A ZFS pool of a snapshot of the lab file.
 *
 * @param name in the lab file, and on the hypervisor
 * @param snapshot its id
 */
public record PoolRef(String name, String snapshot) {}
