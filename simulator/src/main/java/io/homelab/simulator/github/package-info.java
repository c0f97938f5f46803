/** GitHub's REST API over the repositories of the lab's Git server. */
@NullMarked
package io.homelab.simulator.github;

import org.jspecify.annotations.NullMarked;
