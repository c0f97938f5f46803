/** The dead man's timer: people are told when no proof of a backup has come. */
@NullMarked
package io.homelab.workflows.backup.proof;

import org.jspecify.annotations.NullMarked;
