/** Argo CD's repo-server: repositories by URL, and manifests out of plain directories and kustomizations. */
@NullMarked
package io.homelab.simulator.kubernetes.argocd.source;

import org.jspecify.annotations.NullMarked;
