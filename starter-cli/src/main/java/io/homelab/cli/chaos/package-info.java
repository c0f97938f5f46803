/** The kill matrix: every call of a bootstrap, at every moment of it, judged by the simulated lab's own record. */
@NullMarked
package io.homelab.cli.chaos;

import org.jspecify.annotations.NullMarked;
