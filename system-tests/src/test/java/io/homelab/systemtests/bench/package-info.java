/** A whole lab in the test's own process: the simulator, the product's worker, and a real Temporal server beside it. */
@NullMarked
package io.homelab.systemtests.bench;

import org.jspecify.annotations.NullMarked;
