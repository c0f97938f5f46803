@NullMarked
package io.homelab.lab.state;

import org.jspecify.annotations.NullMarked;
