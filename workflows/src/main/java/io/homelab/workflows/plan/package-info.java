/** What a run would change, and the hash that binds an approval to it. */
@NullMarked
package io.homelab.workflows.plan;

import org.jspecify.annotations.NullMarked;
