/** Argo CD of one cluster: ApplicationSets, Applications, and the sync of what Git holds; it speaks only the API. */
@NullMarked
package io.homelab.simulator.kubernetes.argocd;

import org.jspecify.annotations.NullMarked;
