@NullMarked
package io.homelab.workflows.backup;

import org.jspecify.annotations.NullMarked;
