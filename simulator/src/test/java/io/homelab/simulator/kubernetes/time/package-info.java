@NullMarked
package io.homelab.simulator.kubernetes.time;

import org.jspecify.annotations.NullMarked;
