/** Restores by restic: what comes, in parts, compared, and moved to where it is wanted. */
@NullMarked
package io.homelab.activities.restic.restore;

import org.jspecify.annotations.NullMarked;
