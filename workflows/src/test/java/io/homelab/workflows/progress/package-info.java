/** Tests of the deciders. */
@NullMarked
package io.homelab.workflows.progress;

import org.jspecify.annotations.NullMarked;
