/** Velero's bucket: its layout, its archives and its file-system repositories. */
@NullMarked
package io.homelab.simulator.kubernetes.velero.store;

import org.jspecify.annotations.NullMarked;
