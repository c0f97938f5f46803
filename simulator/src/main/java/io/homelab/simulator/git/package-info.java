/** A real Git server: bare repositories in the world's directory, over HTTP with a writing and a reading account. */
@NullMarked
package io.homelab.simulator.git;

import org.jspecify.annotations.NullMarked;
