/** What system tests share. */
@NullMarked
package io.homelab.systemtests;

import org.jspecify.annotations.NullMarked;
