/** Digests as the product writes them down. */
@NullMarked
package io.homelab.activities.digest;

import org.jspecify.annotations.NullMarked;
