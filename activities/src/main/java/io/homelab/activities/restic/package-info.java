/** restic repositories: what is in them, and whether every byte of it can be read. */
@NullMarked
package io.homelab.activities.restic;

import org.jspecify.annotations.NullMarked;
