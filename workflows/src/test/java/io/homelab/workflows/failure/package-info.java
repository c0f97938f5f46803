/** Tests of the deciders. */
@NullMarked
package io.homelab.workflows.failure;

import org.jspecify.annotations.NullMarked;
