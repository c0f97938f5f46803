/** Backups, and the proof that they can be restored. */
@NullMarked
package io.homelab.workflows.backup;

import org.jspecify.annotations.NullMarked;
