package io.homelab.workflows.promotion;

import io.homelab.workflows.attention.Runbook;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseMember;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.promotion.PromotionReport.Proof;
import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import io.homelab.workflows.promotion.StabilityActivities.Watched;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Watches a cluster in windows of hours, so that a soak of days adds a handful of events. */
final class Soaking {
    private static final Duration WINDOW = Duration.ofHours(4);

    private final Runbook runbook;
    private final CriticalPath path;
    private final Release release;

    Soaking(Runbook runbook, CriticalPath path, Release release) {
        this.runbook = runbook;
        this.path = path;
        this.release = release;
    }

    /**
     * Watches until there is a verdict, or the cluster runs something else.
     *
     * @param commit what the members must be running
     */
    Proof watch(String step, ClusterRef cluster, StabilityPolicy policy, String commit, List<ReleaseMember> members) {
        return watch(step, step, cluster, policy, commit, members);
    }

    /** The same of a step that comes more than once: each time has samples of its own. */
    Proof watch(
            String step,
            String name,
            ClusterRef cluster,
            StabilityPolicy policy,
            String commit,
            List<ReleaseMember> members) {
        var request = new WatchRequest(
                cluster,
                key(name),
                policy,
                WINDOW,
                release.committedAt(),
                commit,
                members.stream().map(ReleaseMember::name).toList());
        return runbook.step(step, path, s -> windows(s, request), Soaking::result);
    }

    private static Proof windows(String summary, WatchRequest request) {
        while (true) {
            var watched = Ports.stability(summary).watch(request);
            if (!watched.moved().isEmpty() || watched.soak().verdict() != Verdict.SOAKING) {
                return proof(watched);
            }
        }
    }

    private static Proof proof(Watched watched) {
        var soak = watched.soak();
        return watched.moved().isEmpty()
                ? new Proof(soak.verdict(), soak.why(), soak, watched.samples())
                : new Proof(
                        Verdict.UNSTABLE,
                        "it runs something else by now: " + String.join(", ", watched.moved()),
                        soak,
                        watched.samples());
    }

    private static Result result(Proof proof) {
        return new Result(
                proof.verdict().name().toLowerCase(java.util.Locale.ROOT) + ": " + proof.why(),
                proof.soak().watched());
    }

    /** Ids of runs come again, those of executions do not. */
    private static String key(String name) {
        var info = Workflow.getInfo();
        return info.getWorkflowId() + "-" + info.getFirstExecutionRunId() + "-" + name;
    }
}
