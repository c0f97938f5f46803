/** Soaks, what a promotion reads of the lab file, and what lets it go on. */
@NullMarked
package io.homelab.activities.promotion;

import org.jspecify.annotations.NullMarked;
