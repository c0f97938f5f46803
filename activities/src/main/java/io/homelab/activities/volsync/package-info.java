/** VolSync by its resources (facts: kubernetes D8; github.com/backube/volsync, api/v1alpha1). */
@NullMarked
package io.homelab.activities.volsync;

import org.jspecify.annotations.NullMarked;
