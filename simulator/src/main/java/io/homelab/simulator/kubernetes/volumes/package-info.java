/** What is in persistent volumes: bytes on the world's disk. */
@NullMarked
package io.homelab.simulator.kubernetes.volumes;

import org.jspecify.annotations.NullMarked;
