package io.homelab.workflows.backup;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Locale;

/** The runbook of asking before reading: the lab file → what is due of each set, and its price. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class PlanVerificationImpl extends AttendedRunBase implements PlanVerification {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String CHECK = "to read";

    private final Checking checking = new Checking(log);

    @WorkflowInit
    public PlanVerificationImpl(VerifyRequest request) {
        super(request.full() ? "Say what reading every byte costs" : "Say what a verification would read");
        log.announce(LAB, "read the lab file");
    }

    @Override
    public BackupReport plan(VerifyRequest request) {
        var spec = runbook.step(
                LAB, path, s -> Ports.backups(s).read(request), read -> Result.of(String.join(", ", read.sets())));
        about(spec.lab(), "backups", EPIC, spec.simulated());
        spec.sets().forEach(set -> log.announce(set + "/packs", "how much would be read", set));
        phase("planning");
        for (var set : spec.sets()) {
            var asked = new AuditRequest(new SetRef(set, spec.snapshot()), execution(), request.full());
            checking.take(
                    set + "/packs",
                    set,
                    CHECK,
                    s -> List.of(BackupCheck.pass(
                            set, CHECK, Ports.plan(s).estimate(asked).summary())));
        }
        var report = checking.report(
                execution(), spec.lab(), spec.snapshot(), spec.simulated(), request.full(), timeSplit());
        phase(report.verdict().name().toLowerCase(Locale.ROOT));
        return report;
    }
}
