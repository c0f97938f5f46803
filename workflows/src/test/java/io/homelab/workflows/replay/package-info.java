@NullMarked
package io.homelab.workflows.replay;

import org.jspecify.annotations.NullMarked;
