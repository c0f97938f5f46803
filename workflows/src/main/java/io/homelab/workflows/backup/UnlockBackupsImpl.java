package io.homelab.workflows.backup;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.WorkflowInit;
import java.util.Locale;

/**
 * The runbook of an unlocking: of each set, the locks of the dead are removed, then it is looked at what is left → evidence of
 * what was removed.
 *
 * <p>It needs no lock against a verification that does the same: a lock is deleted by its own name, twice is once.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class UnlockBackupsImpl extends AttendedRunBase implements UnlockBackups {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String EVIDENCE = "evidence";

    private final Checking checking = new Checking(log);
    private final boolean dryRun;

    @WorkflowInit
    public UnlockBackupsImpl(UnlockRequest request) {
        super("Unlock the backups");
        this.dryRun = request.dryRun();
        log.announce(LAB, "read the lab file");
    }

    @Override
    public BackupReport unlock(UnlockRequest request) {
        var wanted = new VerifyRequest(request.only(), false, request.labDigest());
        var spec = runbook.step(
                LAB, path, s -> Ports.backups(s).read(wanted), read -> Result.of(String.join(", ", read.sets())));
        about(spec.lab(), "backups", EPIC, spec.simulated());
        for (var set : spec.sets()) {
            log.announce(set + "/unlock", dryRun ? "locks of the dead are looked for" : "locks of the dead go", set);
            log.announce(set + "/locks", "nobody who is gone has locked it", set);
        }
        phase("unlocking");
        spec.sets().forEach(set -> unlock(new SetRef(set, spec.snapshot())));
        return end(spec);
    }

    private void unlock(SetRef set) {
        checking.takeSome(set.name() + "/unlock", set.name(), "locks", _ -> Unlocking.of(set, dryRun));
        checking.take(set.name() + "/locks", set.name(), "locks", s -> Ports.locks(s)
                .locks(set)
                .checks());
    }

    private BackupReport end(BackupSpec spec) {
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
