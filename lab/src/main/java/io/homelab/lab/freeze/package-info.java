/** When promotions may not begin: a function of the lab file and an instant, and of no clock. */
@NullMarked
package io.homelab.lab.freeze;

import org.jspecify.annotations.NullMarked;
