@NullMarked
package io.homelab.workflows.promotion.governance;

import org.jspecify.annotations.NullMarked;
