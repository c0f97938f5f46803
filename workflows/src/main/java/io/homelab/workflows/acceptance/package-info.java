/** Acceptance criteria as data, checked and recorded. */
@NullMarked
package io.homelab.workflows.acceptance;

import org.jspecify.annotations.NullMarked;
