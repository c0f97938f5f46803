/** The control plane's own life: backups, changes of code, connections. */
@NullMarked
package io.homelab.systemtests.controlplane;

import org.jspecify.annotations.NullMarked;
