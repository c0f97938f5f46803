@NullMarked
package io.homelab.lab.definition;

import org.jspecify.annotations.NullMarked;
