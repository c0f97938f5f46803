/** Following a run: a live tree on a terminal, lines in a pipe. */
@NullMarked
package io.homelab.cli.progress;

import org.jspecify.annotations.NullMarked;
