/** Backups of the control plane's own database: taken while it is used, checked before anyone relies on them. */
@NullMarked
package io.homelab.lab.backup;

import org.jspecify.annotations.NullMarked;
