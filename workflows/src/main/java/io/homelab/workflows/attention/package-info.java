/** Parking: a step that needs a person waits here instead of failing the run. */
@NullMarked
package io.homelab.workflows.attention;

import org.jspecify.annotations.NullMarked;
