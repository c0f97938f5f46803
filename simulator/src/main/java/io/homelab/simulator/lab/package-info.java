/** A world with all its faces, and many of them in one process. */
@NullMarked
package io.homelab.simulator.lab;

import org.jspecify.annotations.NullMarked;
