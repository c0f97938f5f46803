package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.AttendedRunBase;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.hypervisor.AdoptableMachine;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.AdoptableRequest;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.topology.ClusterSpec;
import io.homelab.workflows.topology.SnapshotRequest;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The runbook of an adoption: look at what is there → a person agrees → mark each machine → take over the secrets → fetch
 * credentials. Nothing is undone by an abort: a mark that a person agreed to does no harm by itself.
 */
@WorkflowImpl(taskQueues = TaskQueues.HOME)
public final class AdoptClusterImpl extends AttendedRunBase implements AdoptCluster {
    private static final String LAB = "lab";
    private static final String LOOK = "look";
    private static final String AGREE = "agree";
    private static final String SECRETS = "secrets";
    private static final String CREDENTIALS = "credentials";

    private final List<String> adopted = new ArrayList<>();

    @WorkflowInit
    public AdoptClusterImpl(AdoptClusterRequest request) {
        super("Adopt " + request.cluster());
        log.announce(LAB, "read the lab file");
        log.announce(LOOK, "look at what would be adopted");
        log.announce(AGREE, "a person agrees to what becomes ours");
    }

    @Override
    public AdoptReport adopt(AdoptClusterRequest request) {
        var spec = runbook.step(
                LAB,
                path,
                s -> Ports.lab(s).takeSnapshot(new SnapshotRequest(request.cluster(), request.labDigest())),
                read -> Result.of("snapshot " + read.ref().shortSnapshot()));
        about(spec);

        phase("looking");
        var found = runbook.step(
                LOOK,
                path,
                s -> Ports.hypervisor(s).findAdoptable(new AdoptableRequest(spec.ref(), request.machines())),
                f -> Result.of(text(f.machines())));
        agree(request, found.machines());

        phase("adopting");
        found.machines().forEach(m -> log.announce(mark(m), "mark " + m.vmid() + " as " + m.node(), m.node()));
        found.machines().forEach(m -> mark(spec, m));
        if (request.whole()) {
            takeOverSecrets(spec);
        }
        phase("done");
        return new AdoptReport(1, request.cluster(), adopted, timeSplit());
    }

    private void agree(AdoptClusterRequest request, List<AdoptableMachine> machines) {
        if (request.confirmed()) {
            log.end(AGREE, StepState.DONE, "agreed when it was started", Duration.ZERO);
            return;
        }
        runbook.ask(
                AGREE,
                new FailureReport(
                        FailureClass.CONFIG,
                        "from then on homelab may change, stop and destroy: " + text(machines),
                        null,
                        "retry to agree, abort to leave all as it is"));
    }

    private void mark(ClusterSpec spec, AdoptableMachine machine) {
        Outcome outcome = runbook.step(
                mark(machine),
                path,
                s -> Ports.hypervisor(s)
                        .adoptMachine(
                                new AdoptRequest(spec.ref().node(machine.node()), machine.vmid(), machine.name())),
                Result::of);
        adopted.add(outcome.summary());
    }

    private void takeOverSecrets(ClusterSpec spec) {
        log.announce(SECRETS, "certificate authorities and tokens, read from Talos");
        log.announce(CREDENTIALS, "kubeconfig and talosconfig");
        var secrets = runbook.step(SECRETS, path, s -> Ports.os(s).adoptClusterSecrets(spec.ref()), Result::of);
        var credentials = runbook.step(CREDENTIALS, path, s -> Ports.os(s).ensureCredentials(spec.ref()), Result::of);
        adopted.add(secrets.summary());
        adopted.add(credentials.summary());
    }

    private static String mark(AdoptableMachine machine) {
        return machine.node() + "/mark";
    }

    private static String text(List<AdoptableMachine> machines) {
        return machines.stream()
                .map(m -> m.vmid() + " \"" + m.name() + "\" as " + m.node())
                .collect(Collectors.joining(", "));
    }
}
