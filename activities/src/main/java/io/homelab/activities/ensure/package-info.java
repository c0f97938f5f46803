/** What every mutating activity has in common: heartbeats, bounded waits, findings. */
@NullMarked
package io.homelab.activities.ensure;

import org.jspecify.annotations.NullMarked;
