package io.homelab.workflows.backup.install;

import io.homelab.workflows.backup.SetRef;

/**
 * A cluster, and for whom.
 *
 * @param run workflow id and run id
 * @param dryRun whether nothing is written
 */
public record InstallWork(SetRef cluster, String run, boolean dryRun) {}
