@NullMarked
package io.homelab.workflows.backup.restore;

import org.jspecify.annotations.NullMarked;
