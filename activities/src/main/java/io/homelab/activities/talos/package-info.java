/** Talos Linux: secrets, machine configuration, and the machine API. */
@NullMarked
package io.homelab.activities.talos;

import org.jspecify.annotations.NullMarked;
