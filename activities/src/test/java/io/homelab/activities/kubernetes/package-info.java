/** The Kubernetes side, where the simulator cannot misbehave as badly as a network can. */
@NullMarked
package io.homelab.activities.kubernetes;

import org.jspecify.annotations.NullMarked;
