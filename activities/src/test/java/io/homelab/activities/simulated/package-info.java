/** Simulated labs for tests: the simulator's real servers, our real clients, and no Temporal server in between. */
@NullMarked
package io.homelab.activities.simulated;

import org.jspecify.annotations.NullMarked;
