/** Virtual machines: ports and records. */
@NullMarked
package io.homelab.workflows.hypervisor;

import org.jspecify.annotations.NullMarked;
