package io.homelab.lab.definition;

import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.lab.secrets.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * The part of a bucket that Velero keeps a cluster's backups in.
 *
 * @param location as restic would write it, such as {@code s3:https://s3.example.org/velero/prod}
 * @param region of the S3 server
 * @param accessKey that may list, read, write and delete there
 * @param secretKey that proves it
 * @param ca PEM file of the server's authority, for the worker; null: the system's. Velero has its own, {@code caCert}
 * @param secret the name of the Secret that Velero reads both from, below the key {@code cloud}
 */
public record VeleroStorage(
        RepositoryLocation location,
        String region,
        SecretRef accessKey,
        SecretRef secretKey,
        @Nullable String ca,
        String secret)
        implements S3Place {
    /** What the location means; the schema lets no directory through. */
    @Override
    public Kind.Bucket bucket() {
        return location.bucket();
    }
}
