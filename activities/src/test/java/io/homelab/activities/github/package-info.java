/** GitHub, against a simulated one over HTTPS. */
@NullMarked
package io.homelab.activities.github;

import org.jspecify.annotations.NullMarked;
