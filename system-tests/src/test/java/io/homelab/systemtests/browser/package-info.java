/** What a person sees and clicks, in a real browser. */
@NullMarked
package io.homelab.systemtests.browser;

import org.jspecify.annotations.NullMarked;
