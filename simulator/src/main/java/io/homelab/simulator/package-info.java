/** The simulator's process. */
@NullMarked
package io.homelab.simulator;

import org.jspecify.annotations.NullMarked;
