/** What a run gets over without anybody's help. */
@NullMarked
package io.homelab.systemtests.survival;

import org.jspecify.annotations.NullMarked;
