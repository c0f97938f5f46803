/** What people read about a run. */
@NullMarked
package io.homelab.cli.progress;

import org.jspecify.annotations.NullMarked;
