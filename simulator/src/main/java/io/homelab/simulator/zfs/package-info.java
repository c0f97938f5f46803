/** ZFS pools of a host, sanoid's snapshots in them, and SSH to look at both. */
@NullMarked
package io.homelab.simulator.zfs;

import org.jspecify.annotations.NullMarked;
