@NullMarked
package io.homelab.workflows.backup.cluster;

import org.jspecify.annotations.NullMarked;
