/** Names, queues, options and the one payload format that every process shares. */
@NullMarked
package io.homelab.workflows.wire;

import org.jspecify.annotations.NullMarked;
