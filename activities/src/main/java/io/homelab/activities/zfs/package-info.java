/** The ZFS pools of the hypervisor and their snapshots: what is said of them, and whether that is well. */
@NullMarked
package io.homelab.activities.zfs;

import org.jspecify.annotations.NullMarked;
