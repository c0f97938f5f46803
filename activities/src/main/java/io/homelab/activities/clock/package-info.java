/** The only source of wall-clock time. */
@NullMarked
package io.homelab.activities.clock;

import org.jspecify.annotations.NullMarked;
