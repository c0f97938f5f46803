/** Digests of what the simulated systems keep and sign. */
@NullMarked
package io.homelab.simulator.digest;

import org.jspecify.annotations.NullMarked;
