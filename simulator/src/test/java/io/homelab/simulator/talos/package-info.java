/** Talos machines seen by clients over real sockets. */
@NullMarked
package io.homelab.simulator.talos;

import org.jspecify.annotations.NullMarked;
