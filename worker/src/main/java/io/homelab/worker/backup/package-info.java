/** The control plane's own backup, every night. */
@NullMarked
package io.homelab.worker.backup;

import org.jspecify.annotations.NullMarked;
