@NullMarked
package io.homelab.workflows.backup.copies;

import org.jspecify.annotations.NullMarked;
