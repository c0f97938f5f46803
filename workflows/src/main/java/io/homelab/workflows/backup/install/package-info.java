/** Gives clusters what they need to be backed up, and sees that they are. */
@NullMarked
package io.homelab.workflows.backup.install;

import org.jspecify.annotations.NullMarked;
