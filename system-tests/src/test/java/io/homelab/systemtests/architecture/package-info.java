/** Which module and package may use which. */
@NullMarked
package io.homelab.systemtests.architecture;

import org.jspecify.annotations.NullMarked;
