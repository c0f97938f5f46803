package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupSnapshotActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.List;

/** Reads the snapshots of a repository by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticSnapshots implements BackupSnapshotActivities {
    /** Below start-to-close; a repository of thousands of snapshots takes seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

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
        var freshness = new Freshness(ref.name(), listed(open), clock.now());
        return new Checks(open.set().sources().stream().map(freshness::of).toList());
    }

    @Override
    public Checks content(SetRef ref) {
        var open = repositories.probed(ref);
        var snapshots = listed(open);
        var ids = snapshots.stream().map(Snapshot::wholeId).toList();
        var content = new Content(ref.name(), snapshots, new SnapshotLook(restic, open, ref.name(), ids));
        return new Checks(open.set().sources().stream()
                .flatMap(source -> content.of(source).stream())
                .toList());
    }

    private List<Snapshot> listed(Open open) {
        var listed = Restic.parsed(restic.ask(open, List.of("snapshots", "--json"), LIMIT), Snapshot[].class);
        // A repository without any says null.
        return listed == null ? List.of() : List.of(listed);
    }
}
