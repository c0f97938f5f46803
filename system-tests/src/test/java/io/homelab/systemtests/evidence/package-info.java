/** Signed evidence, read by commands that need no control plane. */
@NullMarked
package io.homelab.systemtests.evidence;

import org.jspecify.annotations.NullMarked;
