/** Where verdicts are recorded. */
@NullMarked
package io.homelab.workflows.evidence;

import org.jspecify.annotations.NullMarked;
