/** Messages to people's phones, by ntfy. */
@NullMarked
package io.homelab.activities.notice;

import org.jspecify.annotations.NullMarked;
