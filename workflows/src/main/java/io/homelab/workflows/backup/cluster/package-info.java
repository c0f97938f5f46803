/** Backups of clusters, which Velero and VolSync keep, and getting namespaces back from them. */
@NullMarked
package io.homelab.workflows.backup.cluster;

import org.jspecify.annotations.NullMarked;
