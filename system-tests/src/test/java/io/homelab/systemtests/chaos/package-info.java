/** Processes that die at any moment. */
@NullMarked
package io.homelab.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
