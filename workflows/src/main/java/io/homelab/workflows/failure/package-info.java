/** The eight classes of failure, and how one travels to a person. */
@NullMarked
package io.homelab.workflows.failure;

import org.jspecify.annotations.NullMarked;
