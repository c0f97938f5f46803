/** What a rehearsal of a promotion needs beside a simulated lab, and how it goes. */
@NullMarked
package io.homelab.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
