/** Namespaces brought back by Velero. */
@NullMarked
package io.homelab.activities.velero.restore;

import org.jspecify.annotations.NullMarked;
