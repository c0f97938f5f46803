/** Kubernetes as clients see it: an API server per control plane over one store, and the controllers that speak to it. */
@NullMarked
package io.homelab.simulator.kubernetes;

import org.jspecify.annotations.NullMarked;
