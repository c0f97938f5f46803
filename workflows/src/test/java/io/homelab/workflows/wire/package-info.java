/** What travels: payloads, names, encryption. */
@NullMarked
package io.homelab.workflows.wire;

import org.jspecify.annotations.NullMarked;
