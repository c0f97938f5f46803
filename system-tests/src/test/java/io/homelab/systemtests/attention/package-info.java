/** What waits for a person, and goes on when the person has done it. */
@NullMarked
package io.homelab.systemtests.attention;

import org.jspecify.annotations.NullMarked;
