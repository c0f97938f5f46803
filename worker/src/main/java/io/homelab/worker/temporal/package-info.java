/** How this process speaks to Temporal. */
@NullMarked
package io.homelab.worker.temporal;

import org.jspecify.annotations.NullMarked;
