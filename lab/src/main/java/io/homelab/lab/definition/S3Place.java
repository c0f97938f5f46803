package io.homelab.lab.definition;

import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.lab.secrets.SecretRef;
import org.jspecify.annotations.Nullable;

/** A part of a bucket that something of a cluster is kept in, with what opens it. */
public sealed interface S3Place permits VeleroStorage, ReplicationRepository {
    /** Where it is. */
    Kind.Bucket bucket();

    /** Of the S3 server. */
    String region();

    /** That may list, read, write and delete there. */
    SecretRef accessKey();

    /** That proves it. */
    SecretRef secretKey();

    /** PEM file of the server's authority, for the worker; null: the system's. */
    @Nullable
    String ca();
}
