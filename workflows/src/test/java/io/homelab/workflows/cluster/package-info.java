/** Bootstrap and destroy against a lab in memory. */
@NullMarked
package io.homelab.workflows.cluster;

import org.jspecify.annotations.NullMarked;
