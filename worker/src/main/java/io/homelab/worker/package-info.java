/** Wiring: which activities run here, and against which lab. */
@NullMarked
package io.homelab.worker;

import org.jspecify.annotations.NullMarked;
