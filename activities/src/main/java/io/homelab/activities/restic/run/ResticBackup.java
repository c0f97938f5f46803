package io.homelab.activities.restic.run;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedBackupRuns;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.Freshness;
import io.homelab.activities.restic.Repositories;
import io.homelab.activities.restic.Repositories.Open;
import io.homelab.activities.restic.Restic;
import io.homelab.activities.restic.Snapshot;
import io.homelab.activities.restic.restore.Canaries;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.BackupSource;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.run.BackupRunActivities;
import io.homelab.workflows.backup.run.BackupRunReport;
import io.homelab.workflows.backup.run.TakenBackup;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Backs up by restic itself. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class ResticBackup implements BackupRunActivities {
    /** Below start-to-close. */
    private static final Duration LONG = Duration.ofHours(11);

    private static final int NAMED = 20;

    private final Repositories repositories;
    private final Restic restic;
    private final Path state;
    private final LabClock clock;
    private final SignedBackupRuns evidence;

    public ResticBackup(LabReader labs, Transports transports, Restic restic, Path stateDirectory, LabClock clock) {
        this.repositories = new Repositories(labs, transports);
        this.restic = restic;
        this.state = stateDirectory;
        this.clock = clock;
        this.evidence = new SignedBackupRuns(labs, stateDirectory, clock);
    }

    @Override
    public Sources plan(SetRef set) {
        var local = repositories.open(set).set().sources().stream()
                .filter(BackupSource::local)
                .toList();
        if (local.isEmpty()) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "no source of backup set " + set.name() + " is of this machine",
                    "lab.yaml",
                    "set local: true for the sources whose paths are; the others are backed up by who has them");
        }
        local.forEach(ResticBackup::present);
        return new Sources(local.stream().map(Freshness::name).toList());
    }

    private static void present(BackupSource source) {
        for (var path : source.paths()) {
            if (!Files.exists(Path.of(path))) {
                throw new Problem(
                        FailureClass.CONFIG,
                        "there is no " + path + " on this machine",
                        "lab.yaml",
                        "mount it, or correct the paths of the source");
            }
        }
    }

    @Override
    public TakenBackup take(BackupTask task) {
        var open = repositories.probed(task.set());
        var source = open.set().sources().stream()
                .filter(one -> one.local() && Freshness.name(one).equals(task.source()))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(FailureClass.CONFIG, "there is no source " + task.source(), "lab.yaml", null));
        var before = taken(open, source, task);
        if (before.isPresent()) { // by an attempt that nobody heard of; what it could not read nobody knows any more
            return said(task, before.get(), List.of());
        }
        present(source);
        canary(task, source);
        var ended = restic.backup(open, words(source, tag(task)), LONG);
        var snapshot = taken(open, source, task)
                .orElseThrow(() -> new Problem(
                        FailureClass.TRANSIENT,
                        "restic says that it has backed up, and there is no snapshot of it",
                        "restic backup " + open.set().repository(),
                        null));
        return said(task, snapshot, ended.code() == 0 ? List.of() : missing(ended.err()));
    }

    private void canary(BackupTask task, BackupSource source) {
        if (source.canary() == null) {
            return;
        }
        try {
            Canaries.of(state, task.set().name()).write(source.canary(), task.run(), clock.now());
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "the canary cannot be written: " + e,
                    source.canary(),
                    "let the worker's user write there: it goes on by itself",
                    e);
        }
    }

    private Optional<Snapshot> taken(Open open, BackupSource source, BackupTask task) {
        return Freshness.youngest(restic.snapshots(open, "--tag", tag(task)), source);
    }

    private static List<String> words(BackupSource source, String tag) {
        var words = new ArrayList<>(List.of("backup", "--host", Objects.requireNonNull(source.host()), "--tag", tag));
        if (source.tag() != null) {
            words.addAll(List.of("--tag", source.tag()));
        }
        source.exclude().forEach(pattern -> words.addAll(List.of("--exclude", pattern)));
        words.add("--");
        words.addAll(source.paths());
        return words;
    }

    /** By it a run finds again what it has taken. */
    private static String tag(BackupTask task) {
        return "homelab-" + task.run().substring(task.run().indexOf('/') + 1);
    }

    private static TakenBackup said(BackupTask task, Snapshot snapshot, List<String> missing) {
        return new TakenBackup(task.source(), snapshot.id(), snapshot.time().toInstant(), missing);
    }

    private static List<String> missing(String said) {
        var lines = said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("error: ") || line.endsWith("skipping"))
                .toList();
        if (lines.isEmpty()) {
            return List.of("restic does not say what");
        }
        return lines.size() <= NAMED ? lines : lines.subList(0, NAMED);
    }

    @Override
    public EvidenceRef record(BackupRunReport report) {
        return evidence.record(report);
    }
}
