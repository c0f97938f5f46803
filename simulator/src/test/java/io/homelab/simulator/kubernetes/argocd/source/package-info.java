/** Manifests against the real kustomize. */
@NullMarked
package io.homelab.simulator.kubernetes.argocd.source;

import org.jspecify.annotations.NullMarked;
