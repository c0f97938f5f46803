@NullMarked
package io.homelab.activities.restic.restore;

import org.jspecify.annotations.NullMarked;
