package io.homelab.activities.restic;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupSnapshotActivities;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the snapshots of a repository by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticSnapshots implements BackupSnapshotActivities {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Below start-to-close; a repository of thousands of snapshots takes seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Repositories repositories;
    private final Restic restic;
    private final LabClock clock;

    /** @param binary the restic program; a name is looked for on PATH */
    public ResticSnapshots(LabReader labs, Transports transports, String binary, Path cacheDirectory, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.restic = new Restic(transports.programs(), binary, cacheDirectory.resolve("restic"));
        this.clock = clock;
    }

    @Override
    public Checks check(SetRef ref) {
        var open = repositories.open(ref);
        // restic tries for minutes where the server or the bucket is not there; this says at once what is wrong.
        try (var packs = repositories.packs(open, 1)) {
            packs.probe();
        }
        var snapshots = parse(restic.ask(open, List.of("snapshots", "--json"), LIMIT));
        var freshness = new Freshness(ref.name(), snapshots, clock.now());
        return new Checks(open.set().sources().stream().map(freshness::of).toList());
    }

    private static List<Snapshot> parse(String json) {
        try {
            var list = JSON.readValue(json, Snapshot[].class);
            return list == null ? List.of() : List.of(list); // null: a repository without any
        } catch (JacksonException e) {
            throw new Problem(
                    FailureClass.BUG,
                    "restic says what we do not understand: " + e.getOriginalMessage(),
                    "restic snapshots",
                    "tell us the version: restic version",
                    e);
        }
    }
}
