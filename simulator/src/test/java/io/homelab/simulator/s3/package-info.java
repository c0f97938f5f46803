@NullMarked
package io.homelab.simulator.s3;

import org.jspecify.annotations.NullMarked;
