/** Omni cluster templates as they are (facts/talos.md B5). */
@NullMarked
package io.homelab.lab.template;

import org.jspecify.annotations.NullMarked;
