/** The Git side, against the real git. */
@NullMarked
package io.homelab.activities.git;

import org.jspecify.annotations.NullMarked;
