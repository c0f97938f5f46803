@NullMarked
package io.homelab.activities.notice;

import org.jspecify.annotations.NullMarked;
