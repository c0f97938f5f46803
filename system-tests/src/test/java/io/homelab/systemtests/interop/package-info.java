/** Tools of other people, unmodified, against the simulated lab. */
@NullMarked
package io.homelab.systemtests.interop;

import org.jspecify.annotations.NullMarked;
