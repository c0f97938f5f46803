@NullMarked
package io.homelab.activities.restic;

import org.jspecify.annotations.NullMarked;
