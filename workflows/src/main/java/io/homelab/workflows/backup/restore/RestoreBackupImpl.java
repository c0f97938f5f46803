package io.homelab.workflows.backup.restore;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.Sizes;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.restore.RestoreActivities.RestoreTask;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.failure.TemporalFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runbook of a restore: what comes, and where to → all of it, to a place beside the target → compared with the snapshot →
 * moved to the target → evidence. A run that ends earlier leaves nothing there.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class RestoreBackupImpl extends AttendedRunBase implements RestoreBackup {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String PLAN = "plan";
    private static final String RESTORE = "restore";
    private static final String COMPARE = "compare";
    private static final String PUBLISH = "publish";
    private static final String EVIDENCE = "evidence";

    private final boolean planOnly;

    @WorkflowInit
    public RestoreBackupImpl(RestoreRequest request) {
        super("Restore from " + request.set());
        this.planOnly = request.planOnly();
        log.announce(LAB, "read the lab file");
        log.announce(PLAN, "choose the snapshot, list what comes");
        if (!planOnly) {
            log.announce(RESTORE, "bring it to a place beside the target");
            log.announce(COMPARE, "compare it with the snapshot");
            log.announce(PUBLISH, "move it to the target");
            log.announce(EVIDENCE, "signed evidence");
        }
    }

    @Override
    public RestoreReport restore(RestoreRequest request) {
        var spec = runbook.step(
                LAB,
                path,
                s -> Ports.backups(s).read(new VerifyRequest(List.of(request.set()), false, request.labDigest())),
                read -> Result.of("snapshot "
                        + read.snapshot()
                                .substring(0, Math.min(8, read.snapshot().length()))));
        about(spec.lab(), "backups", EPIC, spec.simulated());
        var task = new RestoreTask(new SetRef(request.set(), spec.snapshot()), execution(), request);
        try {
            return restored(spec, task);
        } catch (TemporalFailure e) {
            Workflow.newDetachedCancellationScope(
                            () -> Ports.files("remove what was brought").discard(task))
                    .run();
            throw e;
        }
    }

    private RestoreReport restored(BackupSpec spec, RestoreTask task) {
        phase("planning");
        var plan = runbook.step(PLAN, path, s -> Ports.lists(s).plan(task), p -> Result.of(words(p)));
        if (planOnly) {
            Ports.moves("forget the plan").discard(task);
            phase("planned");
            return report(spec, task, plan, null);
        }
        phase("restoring");
        runbook.step(RESTORE, path, s -> Ports.files(s).restore(task), Result::of);
        var compared = runbook.step(COMPARE, path, s -> Ports.files(s).compare(task), c -> Result.of(words(c)));
        if (compared.findings() > 0) {
            runbook.ask(COMPARE, damaged(compared));
        }
        runbook.step(PUBLISH, path, s -> Ports.moves(s).publish(task), Result::of);
        return recorded(report(spec, task, plan, compared));
    }

    private RestoreReport recorded(RestoreReport report) {
        EvidenceRef kept =
                runbook.step(EVIDENCE, path, s -> Ports.evidence(s).record(report), e -> Result.of(e.location()));
        phase("restored");
        return report.with(kept);
    }

    private RestoreReport report(BackupSpec spec, RestoreTask task, RestorePlan plan, @Nullable Compared compared) {
        return new RestoreReport(
                1,
                task.run(),
                spec.lab(),
                spec.snapshot(),
                spec.simulated(),
                task.set().name(),
                plan,
                compared,
                timeSplit(),
                null);
    }

    private static FailureReport damaged(Compared compared) {
        return new FailureReport(
                FailureClass.CONFIG,
                compared.findings() + " of " + (compared.files() + compared.findings())
                        + " files did not come back whole, such as "
                        + compared.named().getFirst(),
                "the backup",
                "retry: move what is whole to the target all the same; abort: remove it, and try an older snapshot");
    }

    private static String words(RestorePlan plan) {
        return plan.files() + " files, " + Sizes.text(plan.bytes()) + ", of snapshot " + plan.snapshot() + " to "
                + plan.target();
    }

    private static String words(Compared compared) {
        return compared.files() + " files, " + Sizes.text(compared.bytes()) + ", are as the snapshot says"
                + (compared.findings() == 0 ? "" : "; " + compared.findings() + " are not");
    }
}
