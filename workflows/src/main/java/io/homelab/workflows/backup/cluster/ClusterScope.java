package io.homelab.workflows.backup.cluster;

/**
 * A cluster whose backups are verified.
 *
 * @param name in the lab file
 * @param replicates whether VolSync is looked at
 * @param drills whether namespaces are restored
 */
public record ClusterScope(String name, boolean replicates, boolean drills) {}
