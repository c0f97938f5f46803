/** Opening a lab: the file, its snapshot, and a first one from what was seen. */
@NullMarked
package io.homelab.lab;

import org.jspecify.annotations.NullMarked;
