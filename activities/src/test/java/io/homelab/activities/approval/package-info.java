@NullMarked
package io.homelab.activities.approval;

import org.jspecify.annotations.NullMarked;
