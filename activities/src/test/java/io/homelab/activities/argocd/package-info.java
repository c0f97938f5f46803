/** ArgoCD, against a simulated one that reads a real repository. */
@NullMarked
package io.homelab.activities.argocd;

import org.jspecify.annotations.NullMarked;
