/** Acceptance criteria checked against the lab: the criteria are data, and there is one class per kind of check. */
@NullMarked
package io.homelab.activities.checks;

import org.jspecify.annotations.NullMarked;
