/** Soaks, and what a promotion reads of the lab file. */
@NullMarked
package io.homelab.activities.promotion;

import org.jspecify.annotations.NullMarked;
