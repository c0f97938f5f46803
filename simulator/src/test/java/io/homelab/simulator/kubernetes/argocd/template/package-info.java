/** Templates of ApplicationSets. */
@NullMarked
package io.homelab.simulator.kubernetes.argocd.template;

import org.jspecify.annotations.NullMarked;
