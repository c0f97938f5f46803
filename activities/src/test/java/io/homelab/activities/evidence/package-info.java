@NullMarked
package io.homelab.activities.evidence;

import org.jspecify.annotations.NullMarked;
