@NullMarked
package io.homelab.activities.promotion;

import org.jspecify.annotations.NullMarked;
