/** Velero by its resources (facts: kubernetes D7; github.com/vmware-tanzu/velero v1.18, pkg/apis). */
@NullMarked
package io.homelab.activities.velero;

import org.jspecify.annotations.NullMarked;
