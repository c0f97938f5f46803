@NullMarked
package io.homelab.workflows.deployment;

import org.jspecify.annotations.NullMarked;
