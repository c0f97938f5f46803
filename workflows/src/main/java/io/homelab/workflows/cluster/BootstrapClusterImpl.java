package io.homelab.workflows.cluster;

import static io.homelab.workflows.cluster.BootstrapSteps.*;

import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.attention.Aborted;
import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.hypervisor.Reservations;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.topology.ClusterSpec;
import io.homelab.workflows.topology.SnapshotRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runbook of a bootstrap: look → plan → image → a lane per node → etcd → credentials → add-ons → nodes Ready →
 * Git → acceptance → evidence. etcd does not wait for the workers, nor for the other control planes.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class BootstrapClusterImpl extends AttendedRunBase implements BootstrapCluster {
    private final MachineLanes lanes;
    private final BootstrapRequest request;
    private @Nullable ClusterSpec spec;
    private Promise<Void> secrets = Workflow.newPromise((Void) null);
    private boolean amended;

    @WorkflowInit
    public BootstrapClusterImpl(BootstrapRequest request) {
        super("Bootstrap " + request.cluster());
        this.request = request;
        this.lanes = new MachineLanes(runbook);
        log.announce(LAB, "read the lab file");
    }

    @Override
    public BootstrapReport bootstrap(BootstrapRequest request) {
        var spec = readLab();
        about(spec);
        announce(log, spec);

        phase("checking");
        runbook.step(
                PREFLIGHT,
                path,
                s -> Ports.hypervisor(s).preflight(spec().ref()),
                p -> Result.of(p.checks().size() + " checks passed"));
        var plan = runbook.step(
                PLAN,
                path,
                s -> Ports.plan(s).planBootstrap(spec().ref()),
                p -> Result.of(p.isEmpty() ? "no changes" : p.changes().size() + " changes, plan " + p.hash()));
        if (plan.isEmpty()) {
            return report(plan, accept());
        }
        agree(plan);

        phase("building");
        var work = Workflow.newCancellationScope(() -> build());
        try {
            work.run();
        } catch (TemporalFailure e) {
            work.cancel();
            awaitStopped(); // the id is the lock on the cluster: it is not given back while a lane still writes
            var cause = lanes.failure().orElse(e); // a lane's abort cancels the rest
            throw cause instanceof ApplicationFailure failure && Aborted.is(failure) ? undone(failure) : e;
        }
        return report(plan, accept());
    }

    private void awaitStopped() {
        secrets.handle((done, failure) -> done).get();
        lanes.awaitStopped();
    }

    private ApplicationFailure undone(ApplicationFailure aborted) {
        var left = lanes.undo(spec().ref());
        return Aborted.with(
                aborted,
                left.isEmpty()
                        ? "what this run made is removed"
                        : "of what this run made, this is left: " + String.join("; ", left));
    }

    private ClusterSpec readLab() {
        spec = runbook.step(
                LAB,
                path,
                s -> Ports.lab(s)
                        .takeSnapshot(new SnapshotRequest(
                                request.cluster(), amended ? null : request.labDigest(), request.imageFile())),
                read -> Result.of("snapshot " + read.ref().shortSnapshot()));
        return spec();
    }

    private void agree(Plan plan) {
        if (request.planHash() != null) {
            if (!request.planHash().equals(plan.hash())) {
                throw Failures.toApplicationFailure(new FailureReport(
                        FailureClass.CONFIG,
                        "the plan has changed since it was looked at: it was " + request.planHash() + " and is now "
                                + plan.hash(),
                        null,
                        "look again: homelab cluster plan " + request.cluster()));
            }
            log.end(AGREE, StepState.DONE, "agreed by plan " + plan.hash(), Duration.ZERO);
        } else if (plan.isDestructive()) {
            runbook.ask(AGREE, Questions.destructive(plan));
        } else {
            log.end(AGREE, StepState.DONE, "nothing is stopped or overwritten", Duration.ZERO);
        }
    }

    private void build() {
        // The keys take seconds of our own time; the image takes the lab's. Neither waits for the other.
        secrets = Async.procedure(() -> {
            runbook.step(
                    SECRETS, CriticalPath.start(), s -> Ports.os(s).ensureClusterSecrets(spec().ref()), Result::of);
        });
        runbook.step(IMAGE, path, s -> Ports.hypervisor(s).ensureImage(spec().ref()), Result::of);
        Reservations reserved = runbook.step(
                RESERVE,
                path,
                s -> Ports.hypervisor(s).reserve(spec().ref()),
                r -> Result.of(r.vmids().size() + " ids"));

        lanes.start(this::spec, reserved, secrets, path);
        lanes.awaitOne(spec().firstControlPlane().name(), path);
        phase("starting Kubernetes");
        runbook.step(ETCD, path, s -> Ports.os(s).ensureEtcdBootstrapped(spec().ref()), Result::of);
        runbook.step(CREDENTIALS, path, s -> Ports.os(s).ensureCredentials(spec().ref()), Result::of);
        runbook.step(API, path, s -> Ports.cluster(s).awaitApi(spec().ref()), Result::of);
        for (var addon : spec().addons()) {
            runbook.step(
                    addon(addon),
                    path,
                    s -> Ports.cluster(s).ensureAddon(new ClusterActivities.AddonRequest(spec().ref(), addon)),
                    Result::of);
        }
        lanes.awaitAll(path);
        runbook.step(NODES, path, s -> Ports.cluster(s).awaitNodesReady(spec().ref()), Result::of);
        if (spec().followsGit()) {
            runbook.step(GITOPS, path, s -> Ports.gitOps(s).ensureGitOps(spec().ref()), Result::of);
        }
    }

    private AcceptanceReport accept() {
        phase("accepting");
        return runbook.step(ACCEPTANCE, path, s -> Ports.acceptance(s).checkCluster(spec().ref()), Questions::summary);
    }

    private BootstrapReport report(Plan plan, AcceptanceReport acceptance) {
        var spec = spec();
        var report = new BootstrapReport(
                1,
                spec.ref().cluster(),
                spec.ref().snapshot(),
                spec.simulated(),
                !plan.isEmpty(),
                spec.endpoint(),
                spec.nodes().stream().map(n -> n.name()).toList(),
                plan,
                acceptance,
                timeSplit(),
                null);
        var evidence =
                runbook.step(EVIDENCE, path, s -> Ports.evidence(s).record(report), r -> Result.of(r.location()));
        phase("done");
        return report.with(evidence);
    }

    @Override
    protected Optional<FailureReport> amend() {
        var now = Ports.lab("read the amended lab file")
                .takeSnapshot(new SnapshotRequest(request.cluster(), null, request.imageFile()));
        var refused = Amendment.refusal(spec, now, log);
        if (refused.isEmpty()) {
            spec = now;
            amended = true;
        }
        return refused;
    }

    private ClusterSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the lab file was not read yet");
        }
        return spec;
    }
}
