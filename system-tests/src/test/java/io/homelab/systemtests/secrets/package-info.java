/** Secrets that must not be found anywhere. */
@NullMarked
package io.homelab.systemtests.secrets;

import org.jspecify.annotations.NullMarked;
