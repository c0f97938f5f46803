package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.CheckNames;
import io.homelab.workflows.backup.RepositoryActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Looks at a repository by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticRepository implements RepositoryActivities {
    /** Below start-to-close; the metadata of terabytes come over a slow line in less. */
    private static final Duration LONG = Duration.ofMinutes(28);

    private final Repositories repositories;
    private final Restic restic;
    private final Locks locks;
    private final LabClock clock;

    public ResticRepository(LabReader labs, Transports transports, Restic restic, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.locks = new Locks(repositories, restic);
        this.clock = clock;
    }

    @Override
    public Checks locks(SetRef ref) {
        return looked(ref, open -> {
            var there = locks.of(open);
            var now = clock.now();
            var judge = new DeadHolder(open.set().locks(), new ThisMachine(), now);
            return new LockVerdict(ref.name(), judge, now).of(there);
        });
    }

    @Override
    public Checks metadata(SetRef ref) {
        return looked(ref, open -> {
            var first = CheckFindings.of(restic, open, List.of(), LONG);
            // Without a lock, a prune at the same time looks like damage: what is not there twice is damage.
            var found = first.isEmpty() ? first : CheckFindings.of(restic, open, List.of(), LONG);
            return found.isEmpty()
                    ? BackupCheck.pass(ref.name(), CheckNames.METADATA, "indexes, snapshots and packs agree")
                    : BackupCheck.fail(
                            ref.name(),
                            CheckNames.METADATA,
                            found.summary(),
                            found.others("restic check"),
                            "keep a copy of the repository before you repair it: restic repair index, then restic repair"
                                    + " snapshots (0.16 and later; before: rebuild-index)");
        });
    }

    private Checks looked(SetRef ref, Function<Open, BackupCheck> look) {
        return new Checks(List.of(look.apply(repositories.probed(ref))));
    }
}
