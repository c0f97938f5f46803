package io.homelab.activities.restic.restore;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.Freshness;
import io.homelab.activities.restic.Repositories;
import io.homelab.activities.restic.Restic;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.DrillActivities;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/** Restore drills by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticDrill implements DrillActivities {
    private final Repositories repositories;
    private final Restic restic;
    private final Path state;
    private final LabClock clock;

    public ResticDrill(LabReader labs, Transports transports, Restic restic, Path stateDirectory, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.state = stateDirectory;
        this.clock = clock;
    }

    @Override
    public Checks drill(DrillRequest request) {
        return OnDisk.of(state, () -> drilled(request));
    }

    private Checks drilled(DrillRequest request) throws IOException {
        var set = request.set().name();
        var open = repositories.probed(request.set());
        var restoration = new Restoration(restic, open);
        var snapshots = restoration.snapshots();
        var canaries = Canaries.of(state, set);
        var drill = new Drill(
                set,
                request.run(),
                restoration,
                open.set().drill(),
                new DrillLog(state.resolve("evidence").resolve("drills").resolve(set + ".jsonl")),
                canaries,
                state.resolve("scratch").resolve("drill-" + set),
                clock);
        var checks = new ArrayList<BackupCheck>();
        for (var source : open.set().sources()) {
            var youngest = Freshness.youngest(snapshots, source);
            boolean wanted = source.canary() != null || open.set().drill().files() > 0;
            if (wanted && youngest.isPresent()) { // that there is none is another check's finding
                checks.addAll(drill.of(source, youngest.get()));
            }
            if (source.canary() != null) {
                canaries.write(source.canary(), request.run(), clock.now());
            }
        }
        return new Checks(checks);
    }
}
