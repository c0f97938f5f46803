package io.homelab.workflows.backup.install;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.Checking;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.cluster.ClusterScope;
import io.homelab.workflows.backup.cluster.ClusterSteps;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.WorkflowInit;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The runbook of having clusters backed up. Git brings Velero and VolSync; of each cluster, the buckets are tried with the keys →
 * the keys go into the cluster → Velero is awaited → the first backups are taken → what a verification would say of it.
 *
 * <p>It needs no lock against a destruction of the cluster: what it makes is in the cluster, and goes with it.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class InstallBackupsImpl extends AttendedRunBase implements InstallBackups {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String EVIDENCE = "evidence";

    private final Checking checking = new Checking(log);
    private final boolean dryRun;

    @WorkflowInit
    public InstallBackupsImpl(InstallRequest request) {
        super("Install the backups of clusters");
        this.dryRun = request.dryRun();
        log.announce(LAB, "read the lab file");
    }

    @Override
    public BackupReport install(InstallRequest request) {
        var spec = runbook.step(
                LAB,
                path,
                s -> Ports.quick(s).read(request),
                read -> Result.of(
                        read.clusters().stream().map(ClusterScope::name).collect(Collectors.joining(", "))));
        about(spec.lab(), "backups", EPIC, spec.simulated());
        var looks = new ClusterSteps(log, checking, spec.snapshot(), execution());
        spec.clusters().forEach(cluster -> announce(cluster, looks));
        phase("installing");
        for (var cluster : spec.clusters()) {
            install(new InstallWork(new SetRef(cluster.name(), spec.snapshot()), execution(), dryRun));
            looks.look(cluster);
        }
        return end(spec);
    }

    private void announce(ClusterScope cluster, ClusterSteps looks) {
        var name = cluster.name();
        log.announce(name + "/storage", "the buckets answer", name);
        log.announce(
                name + "/keys",
                dryRun ? "say which keys would go into the cluster" : "put keys into the cluster",
                name);
        if (!dryRun) {
            log.announce(name + "/installed", "Velero runs, and reaches its bucket", name);
            log.announce(name + "/first", "take the first backups", name);
        }
        looks.announce(cluster);
    }

    private void install(InstallWork work) {
        var name = work.cluster().name();
        runbook.step(name + "/storage", path, s -> Ports.quick(s).storage(work), Result::of);
        runbook.step(name + "/keys", path, s -> Ports.quick(s).keys(work), Result::of);
        if (!dryRun) {
            runbook.step(name + "/installed", path, s -> Ports.waits(s).velero(work), Result::of);
            runbook.step(name + "/first", path, s -> Ports.hours(s).firstBackups(work), Result::of);
        }
    }

    private BackupReport end(InstallSpec spec) {
        var report = checking.report(execution(), spec.lab(), spec.snapshot(), spec.simulated(), false, timeSplit());
        phase(report.verdict().name().toLowerCase(Locale.ROOT));
        if (dryRun) {
            return report;
        }
        log.announce(EVIDENCE, "signed evidence");
        var kept = runbook.step(EVIDENCE, path, s -> Ports.evidence(s).record(report), e -> Result.of(e.location()));
        return report.with(kept);
    }
}
