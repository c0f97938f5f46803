/** Prometheus: what a stability gate asks. */
@NullMarked
package io.homelab.activities.prometheus;

import org.jspecify.annotations.NullMarked;
