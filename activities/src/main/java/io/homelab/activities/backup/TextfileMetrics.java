package io.homelab.activities.backup;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.restic.UnreadPacks;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Backups;
import io.homelab.lab.state.AtomicFile;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.proof.MetricsActivities;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.wire.TaskQueues;
import io.prometheus.metrics.model.snapshots.Labels;
import io.temporal.spring.boot.ActivityImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file for each set in the directory of node exporter's textfile collector, which takes all of {@code *.prom} with each scrape
 * (github.com/prometheus/node_exporter, "Textfile Collector"). A set of its own keeps its numbers when others are verified.
 */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class TextfileMetrics implements MetricsActivities {
    private static final String PREFIX = "homelab-backup-";
    private static final String SUFFIX = ".prom";
    private static final double MILLIS = 1000;

    private final LabReader labs;
    private final UnreadPacks packs;
    private final LastDrills drills;
    private final LabClock clock;

    public TextfileMetrics(LabReader labs, Path stateDirectory, LabClock clock) {
        this.labs = labs;
        this.packs = new UnreadPacks(stateDirectory);
        this.drills = new LastDrills(stateDirectory);
        this.clock = clock;
    }

    @Override
    public MetricsWritten write(BackupReport report) {
        var backups = labs.snapshot(report.snapshot()).lab().backups();
        if (backups == null || backups.metrics() == null) {
            return new MetricsWritten(null);
        }
        var directory = Path.of(backups.metrics());
        if (!Files.isDirectory(directory)) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the directory of backups.metrics is not there",
                    directory.toString(),
                    "give node exporter --collector.textfile.directory=" + directory + ", and make it for the worker");
        }
        try {
            var sets = report.checks().stream()
                    .filter(check -> backups.names().contains(check.set()))
                    .collect(Collectors.groupingBy(BackupCheck::set))
                    .entrySet();
            for (var set : sets) {
                AtomicFile.write(
                        directory.resolve(PREFIX + set.getKey() + SUFFIX),
                        text(report.lab(), set.getKey(), set.getValue(), backups),
                        "rw-r--r--");
            }
            forget(directory, backups);
            return new MetricsWritten("the numbers of " + sets.size() + (sets.size() == 1 ? " set" : " sets")
                    + " are in " + directory + " for Prometheus");
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.TRANSIENT,
                    "the numbers cannot be written: " + e.getMessage(),
                    directory.toString(),
                    "let the worker write there",
                    e);
        }
    }

    private byte[] text(String lab, String set, List<BackupCheck> checks, Backups backups) throws IOException {
        var gauges = new Gauges();
        var labels = Labels.of("lab", lab, "set", set);
        gauges.add(
                "homelab_backup_verification_timestamp_seconds",
                "When the set was verified last, whatever came of it.",
                labels,
                clock.now().toEpochMilli() / MILLIS);
        gauges.add(
                "homelab_backup_verification_passed",
                "Whether all checks of that verification passed.",
                labels,
                CheckVerdict.worst(checks) == CheckVerdict.PASS ? 1 : 0);
        for (var verdict : CheckVerdict.values()) {
            gauges.add(
                    "homelab_backup_checks",
                    "How many checks of that verification had this verdict.",
                    labels.add("verdict", verdict.name()),
                    checks.stream().filter(check -> check.verdict() == verdict).count());
        }
        var repository = backups.sets().get(set);
        var unread = packs.since(set);
        if (repository != null && unread.isPresent()) {
            gauges.add(
                    "homelab_backup_unread_since_timestamp_seconds",
                    "Since when the pack is unread that nobody has read for the longest time.",
                    labels,
                    unread.get().toEpochMilli() / MILLIS);
            gauges.add(
                    "homelab_backup_unread_limit_seconds",
                    "How long a pack may be unread: audit.within of the lab file.",
                    labels,
                    repository.audit().within().toMillis() / MILLIS);
        }
        for (var drill : drills.of(set)) {
            var application = labels.add("application", drill.application());
            gauges.add(
                    "homelab_backup_restore_seconds",
                    "How long the last drill took that brought all back: recovery time.",
                    application,
                    drill.recovery().toMillis() / MILLIS);
            if (drill.lost() != null) {
                gauges.add(
                        "homelab_backup_restore_lost_seconds",
                        "How old the backup of that drill was: what an outage would have lost.",
                        application,
                        drill.lost().toMillis() / MILLIS);
            }
        }
        return gauges.text();
    }

    /** What the lab file no longer has would be told as it was for ever. */
    private static void forget(Path directory, Backups backups) throws IOException {
        try (var files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (!backups.names().contains(name.substring(PREFIX.length(), name.length() - SUFFIX.length()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
