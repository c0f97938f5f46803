@NullMarked
package io.homelab.lab.template;

import org.jspecify.annotations.NullMarked;
