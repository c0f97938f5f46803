/** Looks at systems for commands that run before, or without, a control plane; a process that ends with its answer. */
@NullMarked
package io.homelab.worker.inspect;

import org.jspecify.annotations.NullMarked;
