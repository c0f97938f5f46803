/** A Helm chart repository with small charts of the lab's own, and Gateway API definitions. */
@NullMarked
package io.homelab.simulator.charts;

import org.jspecify.annotations.NullMarked;
