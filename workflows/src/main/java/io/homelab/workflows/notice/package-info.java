/** Messages to a person. */
@NullMarked
package io.homelab.workflows.notice;

import org.jspecify.annotations.NullMarked;
