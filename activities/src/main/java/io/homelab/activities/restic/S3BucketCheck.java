package io.homelab.activities.restic;

import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.RepositoryLocation.Kind;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.BucketActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.List;

/** Asks S3 servers what they promise of buckets. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class S3BucketCheck implements BucketActivities {
    private final Repositories repositories;

    public S3BucketCheck(LabReader labs, Transports transports) {
        this.repositories = new Repositories(labs, transports);
    }

    @Override
    public Checks bucket(SetRef ref) {
        var open = repositories.open(ref);
        return switch (open.set().repository().kind()) {
            case Kind.Bucket where -> {
                try (var bucket = repositories.bucket(open, where)) {
                    var prefix = where.prefix().isEmpty() ? "" : where.prefix() + "/";
                    // Its first object, which nobody writes again; and whoever may not read it is told so at once.
                    var since = bucket.modified(prefix + "config")
                            .orElseThrow(() ->
                                    BucketPacks.none(open.set().repository().text()));
                    var rules = new LifecycleVerdict(prefix, since);
                    yield new Checks(
                            List.of(new BucketVerdict(ref.name(), open.set().bucket(), rules).of(bucket.settings())));
                }
            }
            case Kind.Directory _, Kind.Rest _, Kind.Sftp _ ->
                new Checks(List.of(
                        BackupCheck.pass(ref.name(), "bucket", open.set().repository() + " is in no bucket")));
        };
    }
}
