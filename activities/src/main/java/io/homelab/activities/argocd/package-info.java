/** ArgoCD, through its Application resources. */
@NullMarked
package io.homelab.activities.argocd;

import org.jspecify.annotations.NullMarked;
