/** From a push to the lab's Git repository to a cluster that follows it: what it changes, and what came of it. */
@NullMarked
package io.homelab.workflows.deployment;

import org.jspecify.annotations.NullMarked;
