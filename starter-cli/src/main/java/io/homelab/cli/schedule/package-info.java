/** What is started at the times that the lab file says, as schedules of the Temporal server. */
@NullMarked
package io.homelab.cli.schedule;

import org.jspecify.annotations.NullMarked;
