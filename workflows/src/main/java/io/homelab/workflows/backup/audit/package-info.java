@NullMarked
package io.homelab.workflows.backup.audit;

import org.jspecify.annotations.NullMarked;
