package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.Aborted;
import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.hypervisor.HypervisorActivities.DestroyRequest;
import io.homelab.workflows.hypervisor.OwnMachines.OwnMachine;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.progress.StepLog.Result;
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
import java.util.ArrayList;
import java.util.List;

/** The runbook of a destroy: find what carries our marker → stop and destroy each → forget the secrets → say what is left. */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class DestroyClusterImpl extends AttendedRunBase implements DestroyCluster {
    private static final String LAB = "lab";
    private static final String FIND = "find";
    private static final String FORGET = "forget";

    private final List<String> removed = new ArrayList<>();
    private final List<DestroyReport.Leftover> left = new ArrayList<>();

    @WorkflowInit
    public DestroyClusterImpl(DestroyClusterRequest request) {
        super("Destroy " + request.cluster());
        log.announce(LAB, "read the lab file");
        log.announce(FIND, "find what carries our marker");
    }

    @Override
    public DestroyReport destroy(DestroyClusterRequest request) {
        var spec = runbook.step(
                LAB,
                path,
                s -> Ports.lab(s).takeSnapshot(new SnapshotRequest(request.cluster(), request.labDigest())),
                read -> Result.of("snapshot " + read.ref().shortSnapshot()));
        about(spec);
        confirm(request, spec);

        phase("destroying");
        var own = runbook.step(
                FIND,
                path,
                s -> Ports.hypervisor(s).listOwn(spec.ref()),
                o -> Result.of(o.machines().size() + " machines"));
        own.machines().forEach(m -> log.announce(m.address(), "destroy " + m.name() + " (" + m.vmid() + ")", m.name()));
        log.announce(FORGET, "forget the cluster's secrets and credentials");

        destroyAll(spec, own.machines());
        if (left.isEmpty()) {
            runbook.step(FORGET, path, s -> Ports.os(s).forgetClusterSecrets(spec.ref()), Result::of);
        } else {
            left.add(new DestroyReport.Leftover(
                    "cluster/" + request.cluster() + "/secrets", "secret store", "kept while machines are left"));
        }
        phase("done");
        return new DestroyReport(1, request.cluster(), removed, left, timeSplit());
    }

    private void destroyAll(ClusterSpec spec, List<OwnMachine> machines) {
        var lanes = new ArrayList<Promise<Void>>();
        var paths = new ArrayList<CriticalPath>();
        var work = Workflow.newCancellationScope(() -> {
            for (var machine : machines) {
                var lane = path.fork();
                paths.add(lane);
                lanes.add(Async.procedure(() -> destroyOne(spec, machine, lane)));
            }
            Promise.allOf(lanes).get();
        });
        try {
            work.run();
        } catch (TemporalFailure e) {
            work.cancel();
            // The id is the lock on the cluster: it is not given back while a lane still writes.
            lanes.forEach(lane -> lane.handle((done, failure) -> done).get());
            throw e instanceof ApplicationFailure failure && Aborted.is(failure)
                    ? Aborted.with(failure, "removed: " + (removed.isEmpty() ? "nothing" : String.join(", ", removed)))
                    : e;
        }
        paths.forEach(path::join);
    }

    private void destroyOne(ClusterSpec spec, OwnMachine machine, CriticalPath lane) {
        var skipped = Outcome.unchanged("left as it is");
        var outcome = runbook.skippable(
                machine.address(),
                lane,
                s -> Ports.hypervisor(s)
                        .destroyMachine(new DestroyRequest(spec.ref(), machine.address(), machine.vmid())),
                Result::of,
                skipped);
        if (outcome == skipped) {
            left.add(new DestroyReport.Leftover(
                    machine.address(), machine.host() + "/" + machine.vmid(), "a person chose to leave it"));
        } else {
            removed.add(machine.address() + " (" + machine.vmid() + ")");
        }
    }

    private static void confirm(DestroyClusterRequest request, ClusterSpec spec) {
        if (spec.protectedFromDestroy() && !request.cluster().equals(request.confirm())) {
            throw Failures.toApplicationFailure(new FailureReport(
                    FailureClass.CONFIG,
                    "cluster " + request.cluster() + " is protected",
                    "lab.yaml clusters." + request.cluster() + ".protected",
                    "homelab cluster destroy " + request.cluster() + " --confirm " + request.cluster()));
        }
    }
}
