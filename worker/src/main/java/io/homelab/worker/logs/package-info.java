/** Keeps the control plane's logs from filling the disk. */
@NullMarked
package io.homelab.worker.logs;

import org.jspecify.annotations.NullMarked;
