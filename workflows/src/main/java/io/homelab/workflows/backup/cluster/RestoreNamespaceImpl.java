package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupSpec;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.VerifyRequest;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceTask;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceWork;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.failure.TemporalFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The runbook of getting a namespace back: which backup, and where it goes → a new namespace, unless it goes back to where it
 * was → Velero restores it → it runs → it is compared with the backup → evidence. A run that ends earlier removes the namespace
 * that it has made; what has come back in place stays.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class RestoreNamespaceImpl extends AttendedRunBase implements RestoreNamespace {
    private static final String EPIC = "4.5";
    private static final String LAB = "lab";
    private static final String PLAN = "plan";
    private static final String TARGET = "target";
    private static final String RESTORE = "restore";
    private static final String SETTLE = "settle";
    private static final String COMPARE = "compare";
    private static final String TIDY = "tidy";
    private static final String EVIDENCE = "evidence";

    @WorkflowInit
    public RestoreNamespaceImpl(NamespaceOrder order) {
        super("Restore a namespace of " + order.set());
        log.announce(LAB, "read the lab file");
        log.announce(PLAN, "choose the backup");
        if (!order.planOnly()) {
            if (order.request().where() == Where.BESIDE) {
                log.announce(TARGET, "make the namespace that it comes back to");
            }
            log.announce(RESTORE, "Velero restores it");
            log.announce(SETTLE, "it runs");
            log.announce(COMPARE, "compare it with the backup");
            log.announce(TIDY, "remove what is no longer needed");
            log.announce(EVIDENCE, "signed evidence");
        }
    }

    @Override
    public NamespaceReport restore(NamespaceOrder order) {
        var spec = runbook.step(
                LAB,
                path,
                s -> Ports.backups(s).read(new VerifyRequest(List.of(order.set()), false, order.labDigest())),
                read -> Result.of("snapshot "
                        + read.snapshot()
                                .substring(0, Math.min(8, read.snapshot().length()))));
        about(spec.lab(), order.set(), EPIC, spec.simulated());
        phase("planning");
        var ref = new SetRef(order.set(), spec.snapshot());
        var plan = runbook.step(
                PLAN,
                path,
                s -> Objects.requireNonNull(Ports.writes(s)
                        .plan(new NamespaceTask(ref, execution(), order.request()))
                        .plan()),
                chosen -> Result.of(words(chosen)));
        if (order.planOnly()) {
            phase("planned");
            return report(spec, plan, null);
        }
        var work = new NamespaceWork(ref, execution(), plan);
        try {
            return restored(spec, work);
        } catch (TemporalFailure e) {
            Workflow.newDetachedCancellationScope(() -> withdraw(work)).run();
            throw e;
        }
    }

    private NamespaceReport restored(BackupSpec spec, NamespaceWork work) {
        phase("restoring");
        if (work.plan().where() == Where.BESIDE) {
            runbook.step(TARGET, path, s -> Ports.waits(s).fence(work), Result::of);
        }
        var sighting = new Sighting(work);
        var brought = runbook.step(
                RESTORE,
                path,
                s -> Ports.restores(s).restore(work),
                r -> Result.of(r.phase() + ", " + r.items() + (r.items() == 1 ? " item" : " items")));
        sighting.restored(brought);
        sighting.note(runbook.step(SETTLE, path, s -> Ports.waits(s).settle(work), RestoreNamespaceImpl::result));
        sighting.note(runbook.step(COMPARE, path, s -> Ports.waits(s).compare(work), RestoreNamespaceImpl::result));
        if (!sighting.findings().isEmpty()) {
            runbook.ask(COMPARE, damaged(work.plan(), sighting));
        }
        runbook.step(TIDY, path, s -> Ports.waits(s).tidy(work), Result::of);
        var report = report(spec, work.plan(), sighting);
        var kept = runbook.step(EVIDENCE, path, s -> Ports.evidence(s).record(report), e -> Result.of(e.location()));
        phase("restored");
        return report.with(kept);
    }

    private static void withdraw(NamespaceWork work) {
        if (work.plan().where() == Where.BESIDE) {
            Ports.waits("remove " + work.plan().target()).remove(work);
        } else {
            Ports.waits("remove what is no longer needed").tidy(work);
        }
    }

    private NamespaceReport report(BackupSpec spec, NamespacePlan plan, @Nullable Sighting sighting) {
        return new NamespaceReport(
                1,
                execution(),
                spec.lab(),
                spec.snapshot(),
                spec.simulated(),
                plan,
                sighting == null,
                sighting == null ? List.of() : sighting.words(),
                sighting == null ? List.of() : sighting.findings(),
                sighting == null ? List.of() : sighting.unknown(),
                timeSplit(),
                null);
    }

    private static Result result(NamespaceActivities.Sight seen) {
        return Result.of(
                !seen.findings().isEmpty()
                        ? seen.findings().getFirst()
                        : seen.unknown() != null ? seen.unknown() : seen.words());
    }

    private static FailureReport damaged(NamespacePlan plan, Sighting sighting) {
        return new FailureReport(
                FailureClass.CONFIG,
                plan.namespace() + " did not come back whole: "
                        + sighting.findings().getFirst(),
                "namespace " + plan.target() + " of cluster " + plan.cluster(),
                plan.where() == Where.BESIDE
                        ? "retry: keep it as it is; abort: remove it, and try an older backup"
                        : "retry: keep it as it is; abort: the same, as a failure");
    }

    private static String words(NamespacePlan plan) {
        return plan.namespace() + " of backup " + plan.backup() + ", " + Ages.text(plan.age()) + " old, to "
                + plan.target();
    }
}
