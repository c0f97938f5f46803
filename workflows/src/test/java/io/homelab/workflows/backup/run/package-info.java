@NullMarked
package io.homelab.workflows.backup.run;

import org.jspecify.annotations.NullMarked;
