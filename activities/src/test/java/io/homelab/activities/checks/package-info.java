@NullMarked
package io.homelab.activities.checks;

import org.jspecify.annotations.NullMarked;
