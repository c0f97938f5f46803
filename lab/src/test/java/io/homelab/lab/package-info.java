@NullMarked
package io.homelab.lab;

import org.jspecify.annotations.NullMarked;
