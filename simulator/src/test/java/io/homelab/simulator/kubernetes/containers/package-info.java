@NullMarked
package io.homelab.simulator.kubernetes.containers;

import org.jspecify.annotations.NullMarked;
