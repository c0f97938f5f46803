/** One machine from power-on to power-off, and what the machines of one lab know of each other. */
@NullMarked
package io.homelab.simulator.talos.node;

import org.jspecify.annotations.NullMarked;
