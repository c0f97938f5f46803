package io.homelab.lab.definition;

import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.lab.secrets.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * A restic repository that VolSync replicates a volume into. The cluster gets its password from here, so it is the user's own.
 *
 * @param repository where it is, such as {@code s3:https://s3.example.org/volsync/photos}
 * @param region of the S3 server
 * @param accessKey that may list, read, write and delete there
 * @param secretKey that proves it
 * @param ca PEM file of the server's authority, for the worker; null: the system's. VolSync has its own, {@code customCA}
 * @param password that encrypts what is in it
 */
public record ReplicationRepository(
        RepositoryLocation repository,
        String region,
        SecretRef accessKey,
        SecretRef secretKey,
        @Nullable String ca,
        SecretRef password)
        implements S3Place {
    /** What the location means; the schema lets no directory through. */
    @Override
    public Kind.Bucket bucket() {
        return repository.bucket();
    }
}
