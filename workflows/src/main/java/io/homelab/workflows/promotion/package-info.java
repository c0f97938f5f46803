/** Bringing what has proved itself on DEV to PROD. */
@NullMarked
package io.homelab.workflows.promotion;

import org.jspecify.annotations.NullMarked;
