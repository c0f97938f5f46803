@NullMarked
package io.homelab.activities.backup;

import org.jspecify.annotations.NullMarked;
