@NullMarked
package io.homelab.simulator.kubernetes.velero.store;

import org.jspecify.annotations.NullMarked;
