package io.homelab.workflows.backup.run;

import org.jspecify.annotations.Nullable;

/**
 * What a person types: {@code {"set": "offsite"}}.
 *
 * @param set the backup set
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record BackupRunRequest(String set, @Nullable String labDigest) {}
