/** Who lets a release through, with everything real. */
@NullMarked
package io.homelab.systemtests.governance;

import org.jspecify.annotations.NullMarked;
