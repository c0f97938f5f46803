/** Temporal server, worker and simulator as processes of this machine. */
@NullMarked
package io.homelab.cli.controlplane;

import org.jspecify.annotations.NullMarked;
