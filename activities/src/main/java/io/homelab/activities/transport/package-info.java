/** The one exit to the world: time-outs, TLS pinning, redaction, read-only mode and the gates of the chaos tests. */
@NullMarked
package io.homelab.activities.transport;

import org.jspecify.annotations.NullMarked;
