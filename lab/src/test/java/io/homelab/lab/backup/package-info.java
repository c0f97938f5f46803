/** Backups against real SQLite files. */
@NullMarked
package io.homelab.lab.backup;

import org.jspecify.annotations.NullMarked;
