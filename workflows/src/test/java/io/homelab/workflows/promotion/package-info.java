@NullMarked
package io.homelab.workflows.promotion;

import org.jspecify.annotations.NullMarked;
