package io.homelab.activities.restic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.OffsetDateTime;

/**
 * What restic says of a lock; every version has these (facts: backup-and-metrics §1).
 *
 * @param time when its holder was last heard of; it renews it every five minutes
 * @param exclusive whether nobody else may be there
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Lock(OffsetDateTime time, boolean exclusive, String hostname, String username, int pid) {}
