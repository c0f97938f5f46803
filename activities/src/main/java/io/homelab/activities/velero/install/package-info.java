/** What clusters need so that Velero and VolSync can back them up. */
@NullMarked
package io.homelab.activities.velero.install;

import org.jspecify.annotations.NullMarked;
