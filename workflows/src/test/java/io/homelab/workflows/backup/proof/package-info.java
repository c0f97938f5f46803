@NullMarked
package io.homelab.workflows.backup.proof;

import org.jspecify.annotations.NullMarked;
