/** One simulated lab: its network, clock, physics, store, faults and the record of every call made to it. */
@NullMarked
package io.homelab.simulator.world;

import org.jspecify.annotations.NullMarked;
