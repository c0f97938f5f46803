/** The Git server seen by the real {@code git}. */
@NullMarked
package io.homelab.simulator.git;

import org.jspecify.annotations.NullMarked;
