@NullMarked
package io.homelab.activities.zfs;

import org.jspecify.annotations.NullMarked;
