/** Whether something is kept in as many places as it must be, by what a verification has seen. */
@NullMarked
package io.homelab.workflows.backup.copies;

import org.jspecify.annotations.NullMarked;
