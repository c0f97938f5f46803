/** Plans: every system's looks, put together. */
@NullMarked
package io.homelab.activities.plan;

import org.jspecify.annotations.NullMarked;
