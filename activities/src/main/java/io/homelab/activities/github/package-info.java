/** GitHub's REST API: deployments and their states, pull requests. */
@NullMarked
package io.homelab.activities.github;

import org.jspecify.annotations.NullMarked;
