/** The runbook of a run: its steps, what they wait for, and where the time went. */
@NullMarked
package io.homelab.workflows.progress;

import org.jspecify.annotations.NullMarked;
