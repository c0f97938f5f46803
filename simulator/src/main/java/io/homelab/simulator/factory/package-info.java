/** The Talos Image Factory: schematics by content, and the images made from them. */
@NullMarked
package io.homelab.simulator.factory;

import org.jspecify.annotations.NullMarked;
