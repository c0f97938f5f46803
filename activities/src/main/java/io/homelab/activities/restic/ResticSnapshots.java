package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupSnapshotActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Reads the snapshots of a repository by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticSnapshots implements BackupSnapshotActivities {
    private final Repositories repositories;
    private final Restic restic;
    private final LabClock clock;

    public ResticSnapshots(LabReader labs, Transports transports, Restic restic, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.clock = clock;
    }

    @Override
    public Checks check(SetRef ref) {
        var open = repositories.probed(ref);
        var freshness = new Freshness(ref.name(), restic.snapshots(open), clock.now());
        return new Checks(open.set().sources().stream().map(freshness::of).toList());
    }

    @Override
    public Checks content(SetRef ref) {
        var open = repositories.probed(ref);
        var snapshots = restic.snapshots(open);
        var ids = snapshots.stream().map(Snapshot::wholeId).toList();
        var content = new Content(ref.name(), snapshots, new SnapshotLook(restic, open, ref.name(), ids));
        return new Checks(open.set().sources().stream()
                .flatMap(source -> content.of(source).stream())
                .toList());
    }
}
