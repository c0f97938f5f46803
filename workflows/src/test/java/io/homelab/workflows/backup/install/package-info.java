@NullMarked
package io.homelab.workflows.backup.install;

import org.jspecify.annotations.NullMarked;
