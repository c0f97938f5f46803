/** Taking a backup now. */
@NullMarked
package io.homelab.workflows.backup.run;

import org.jspecify.annotations.NullMarked;
