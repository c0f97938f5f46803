/** How nodes come by their addresses, and what stands in front of the control planes. */
@NullMarked
package io.homelab.systemtests.network;

import org.jspecify.annotations.NullMarked;
