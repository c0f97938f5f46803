/** The ZFS pools of the hypervisor, and the snapshots in them. */
@NullMarked
package io.homelab.workflows.backup.pool;

import org.jspecify.annotations.NullMarked;
