/** Machines that run Talos Linux: they boot, wait in maintenance mode, install, and serve the machine API. */
@NullMarked
package io.homelab.simulator.talos;

import org.jspecify.annotations.NullMarked;
