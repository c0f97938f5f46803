/** Tests of the deciders. */
@NullMarked
package io.homelab.workflows.attention;

import org.jspecify.annotations.NullMarked;
