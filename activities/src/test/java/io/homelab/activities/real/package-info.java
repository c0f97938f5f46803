@NullMarked
package io.homelab.activities.real;

import org.jspecify.annotations.NullMarked;
