/** Who lets a release through, and what was shown to them. */
@NullMarked
package io.homelab.workflows.promotion.governance;

import org.jspecify.annotations.NullMarked;
