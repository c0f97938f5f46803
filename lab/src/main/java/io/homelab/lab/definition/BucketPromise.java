package io.homelab.lab.definition;

/**
 * What an S3 server has to promise of a bucket.
 *
 * @param versioning whether what is overwritten or deleted must be kept
 * @param objectLock whether nobody may be able to delete it before its time
 */
public record BucketPromise(boolean versioning, boolean objectLock) {}
