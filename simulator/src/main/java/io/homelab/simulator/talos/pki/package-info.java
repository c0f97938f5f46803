/** Certificate authorities and what they sign, in the encodings that Talos uses. */
@NullMarked
package io.homelab.simulator.talos.pki;

import org.jspecify.annotations.NullMarked;
