/** The product against the simulated lab, as real processes. */
@NullMarked
package io.homelab.systemtests.rehearsal;

import org.jspecify.annotations.NullMarked;
