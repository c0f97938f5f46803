/** The control API: worlds, faults, the record of calls, and everything that happens to a lab from outside. */
@NullMarked
package io.homelab.simulator.control;

import org.jspecify.annotations.NullMarked;
