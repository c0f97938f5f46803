@NullMarked
package io.homelab.lab.secrets;

import org.jspecify.annotations.NullMarked;
