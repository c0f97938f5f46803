/** Talos Image Factory: schematics and images. */
@NullMarked
package io.homelab.activities.factory;

import org.jspecify.annotations.NullMarked;
