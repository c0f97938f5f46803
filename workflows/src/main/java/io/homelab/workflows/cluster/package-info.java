/** Building, planning and destroying a Kubernetes cluster. */
@NullMarked
package io.homelab.workflows.cluster;

import org.jspecify.annotations.NullMarked;
