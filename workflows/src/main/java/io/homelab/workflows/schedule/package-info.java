/** What starts runs at the times that the lab file says. */
@NullMarked
package io.homelab.workflows.schedule;

import org.jspecify.annotations.NullMarked;
