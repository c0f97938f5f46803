@NullMarked
package io.homelab.simulator.zfs;

import org.jspecify.annotations.NullMarked;
