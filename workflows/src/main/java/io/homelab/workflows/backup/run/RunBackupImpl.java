package io.homelab.workflows.backup.run;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.backup.BackupActivities;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.run.BackupRunActivities.BackupTask;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.wire.Profiles;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** The runbook of a backup: what is on this machine → each source: its canary, then its backup → evidence. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class RunBackupImpl extends AttendedRunBase implements RunBackup {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String PLAN = "plan";
    private static final String EVIDENCE = "evidence";

    @WorkflowInit
    public RunBackupImpl(BackupRunRequest request) {
        super("Back up to " + request.set());
        log.announce(LAB, "read the lab file");
        log.announce(PLAN, "see what is on this machine");
    }

    @Override
    public BackupRunReport run(BackupRunRequest request) {
        var spec = runbook.step(
                LAB,
                path,
                s -> Workflow.newActivityStub(BackupActivities.class, Profiles.summarised(Profiles.QUICK, s))
                        .read(new VerifyRequest(List.of(request.set()), false, request.labDigest())),
                read -> Result.of(read.lab()));
        about(spec.lab(), "backups", EPIC, spec.simulated());
        var set = new SetRef(request.set(), spec.snapshot());
        var sources = runbook.step(
                PLAN, path, s -> port(Profiles.QUICK, s).plan(set), p -> Result.of(String.join("; ", p.names())));
        sources.names().forEach(source -> log.announce(source, "back up " + source, source));
        log.announce(EVIDENCE, "signed evidence");

        phase("backing up");
        var taken = new ArrayList<TakenBackup>();
        for (var source : sources.names()) {
            taken.add(runbook.step(
                    source,
                    path,
                    s -> port(Profiles.HOURS, s).take(new BackupTask(set, execution(), source)),
                    backup -> Result.of(words(backup))));
        }
        return recorded(report(spec, request.set(), taken));
    }

    private BackupRunReport recorded(BackupRunReport report) {
        EvidenceRef kept =
                runbook.step(EVIDENCE, path, s -> port(Profiles.QUICK, s).record(report), e -> Result.of(e.location()));
        phase(report.whole() ? "backed up" : "backed up in part");
        return report.with(kept);
    }

    private BackupRunReport report(BackupSpec spec, String set, List<TakenBackup> taken) {
        return new BackupRunReport(
                1,
                execution(),
                spec.lab(),
                spec.snapshot(),
                spec.simulated(),
                set,
                taken.stream().allMatch(TakenBackup::isWhole),
                taken,
                timeSplit(),
                null);
    }

    private static String words(TakenBackup backup) {
        return "snapshot " + backup.snapshot()
                + (backup.isWhole() ? "" : "; " + backup.missing().size() + " things could not be read");
    }

    private static BackupRunActivities port(ActivityOptions profile, String summary) {
        return Workflow.newActivityStub(BackupRunActivities.class, Profiles.summarised(profile, summary));
    }
}
