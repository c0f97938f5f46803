/** Logs of real processes. */
@NullMarked
package io.homelab.worker.logs;

import org.jspecify.annotations.NullMarked;
