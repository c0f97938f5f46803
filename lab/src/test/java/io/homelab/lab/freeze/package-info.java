@NullMarked
package io.homelab.lab.freeze;

import org.jspecify.annotations.NullMarked;
