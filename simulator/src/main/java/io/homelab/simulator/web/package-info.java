/** HTTP as real servers speak it: TLS identities, exact reason phrases, cut connections, and the record of each call. */
@NullMarked
package io.homelab.simulator.web;

import org.jspecify.annotations.NullMarked;
