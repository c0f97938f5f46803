/** Velero, against a simulated one that keeps what it saves in a real S3 server. */
@NullMarked
package io.homelab.activities.velero.install;

import org.jspecify.annotations.NullMarked;
