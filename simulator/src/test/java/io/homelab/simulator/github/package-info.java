/** GitHub's API over real repositories. */
@NullMarked
package io.homelab.simulator.github;

import org.jspecify.annotations.NullMarked;
