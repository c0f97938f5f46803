/** The Kubernetes API: add-ons and node readiness. */
@NullMarked
package io.homelab.activities.kubernetes;

import org.jspecify.annotations.NullMarked;
