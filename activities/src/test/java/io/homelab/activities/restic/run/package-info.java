@NullMarked
package io.homelab.activities.restic.run;

import org.jspecify.annotations.NullMarked;
