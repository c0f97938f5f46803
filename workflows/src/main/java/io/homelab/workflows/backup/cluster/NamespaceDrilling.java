package io.homelab.workflows.backup.cluster;

import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.cluster.NamespaceActivities.DrilledNamespace;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceTask;
import io.homelab.workflows.backup.cluster.NamespaceActivities.NamespaceWork;
import io.homelab.workflows.failure.Failures;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restores the namespace whose turn it is to a fenced one, looks at it, and removes it again, whatever comes in between. */
final class NamespaceDrilling {
    private static final String CHECK = "restore of namespace ";

    private NamespaceDrilling() {}

    /** What it has shown; nothing when no namespace is drilled. */
    static List<BackupCheck> of(SetRef ref, String run, String title) {
        var plan = Ports.writes(title)
                .plan(new NamespaceTask(ref, run, NamespaceRequest.drill()))
                .plan();
        if (plan == null) {
            return List.of();
        }
        var work = new NamespaceWork(ref, run, plan);
        var sighting = new Sighting(work);
        var checks = new ArrayList<BackupCheck>();
        try {
            Ports.waits("make " + plan.target() + ", fenced").fence(work);
            sighting.look("restore " + plan.namespace() + " to " + plan.target());
            checks.add(verdict(plan, sighting));
            Ports.writes("keep what the drill has shown")
                    .note(new DrilledNamespace(
                            ref,
                            run,
                            plan,
                            sighting.items(),
                            sighting.took(),
                            sighting.findings().size()));
        } catch (ActivityFailure e) {
            checks.add(BackupCheck.unknown(ref.name(), CHECK + plan.namespace(), Failures.unlessCanceled(e)));
        } finally {
            // Nobody who cancels the run wants the copy to stay.
            Workflow.newDetachedCancellationScope(() -> removed(work).ifPresent(checks::add))
                    .run();
        }
        return checks;
    }

    private static Optional<BackupCheck> removed(NamespaceWork work) {
        try {
            Ports.waits("remove " + work.plan().target()).remove(work);
            return Optional.empty();
        } catch (ActivityFailure e) {
            var why = Failures.of(e);
            return Optional.of(BackupCheck.fail(
                    work.set().name(),
                    "leftovers of " + work.plan().namespace(),
                    "not all that the drill made is gone: " + why.what(),
                    List.of(),
                    why.remedy() == null ? "the next verification tries again" : why.remedy()));
        }
    }

    private static BackupCheck verdict(NamespacePlan plan, Sighting sighting) {
        var check = CHECK + plan.namespace();
        var backup = "backup " + plan.backup() + ", " + Ages.text(plan.age()) + " old, ";
        if (!sighting.findings().isEmpty()) {
            return BackupCheck.fail(
                    plan.cluster(),
                    check,
                    backup + "did not come back whole: " + sighting.findings().getFirst(),
                    sighting.findings(),
                    sighting.remedy()
                            .orElse(
                                    "velero restore describe and logs say more while it lasts; back the namespace up anew"));
        }
        if (!sighting.unknown().isEmpty()) {
            return new BackupCheck(
                    plan.cluster(),
                    check,
                    CheckVerdict.UNKNOWN,
                    backup + "came back, and could not be looked at: "
                            + sighting.unknown().getFirst(),
                    sighting.unknown(),
                    null);
        }
        return BackupCheck.pass(
                plan.cluster(),
                check,
                backup + "came back in " + Ages.text(sighting.took()) + ": " + String.join(", ", sighting.words()));
    }
}
