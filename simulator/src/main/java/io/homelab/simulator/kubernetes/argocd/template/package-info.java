/** The templates of ApplicationSets: the part of Go's that homelabs use, and the older plain ones. */
@NullMarked
package io.homelab.simulator.kubernetes.argocd.template;

import org.jspecify.annotations.NullMarked;
