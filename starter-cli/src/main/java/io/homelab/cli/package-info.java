/** The command line. */
@NullMarked
package io.homelab.cli;

import org.jspecify.annotations.NullMarked;
