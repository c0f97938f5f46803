/** How programs of the Kubernetes world write times. */
@NullMarked
package io.homelab.simulator.kubernetes.time;

import org.jspecify.annotations.NullMarked;
