/** Machine configurations: parsing, the questions a node asks of one, and what Talos refuses. */
@NullMarked
package io.homelab.simulator.talos.config;

import org.jspecify.annotations.NullMarked;
