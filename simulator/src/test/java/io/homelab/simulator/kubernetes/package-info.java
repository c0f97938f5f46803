/** The simulated Kubernetes seen by plain HTTP clients. */
@NullMarked
package io.homelab.simulator.kubernetes;

import org.jspecify.annotations.NullMarked;
