/** Where things live on this machine, and what was downloaded before. */
@NullMarked
package io.homelab.lab.state;

import org.jspecify.annotations.NullMarked;
