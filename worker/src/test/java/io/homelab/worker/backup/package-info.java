/** When nights pass. */
@NullMarked
package io.homelab.worker.backup;

import org.jspecify.annotations.NullMarked;
