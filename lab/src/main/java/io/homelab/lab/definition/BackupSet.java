package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restic repository.
 *
 * @param repository where it is, as restic writes it
 * @param region of the S3 server; what one that stands alone makes of it is its own affair
 * @param accessKey of the S3 server; null for anything else
 * @param secretKey that proves it
 * @param login to the REST server; null: it asks for none, or the repository is elsewhere
 * @param ssh of the host that has it, for SFTP; null for anything else
 * @param ca PEM file of the server's authority; null: the system's
 * @param password of the repository
 * @param bucket what the S3 server has to promise of the bucket; nothing for other places
 * @param sources what must have been backed up into it
 * @param drill what of it is restored each time
 * @param proof how long it may be unproved; null: as the schedule of all sets has it
 * @param place where it is; null: nobody asks
 */
public record BackupSet(
        RepositoryLocation repository,
        String region,
        @Nullable SecretRef accessKey,
        @Nullable SecretRef secretKey,
        @Nullable ServerLogin login,
        @Nullable SshKeys ssh,
        @Nullable String ca,
        SecretRef password,
        BucketPromise bucket,
        List<BackupSource> sources,
        PackAudit audit,
        RestoreDrill drill,
        LockHealing locks,
        @Nullable ProofPromise proof,
        @Nullable CopyPlace place) {
    public BackupSet {
        sources = List.copyOf(sources);
    }
}
