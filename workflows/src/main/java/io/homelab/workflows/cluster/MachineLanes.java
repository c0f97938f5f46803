package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.Runbook;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.hypervisor.HypervisorActivities.DestroyRequest;
import io.homelab.workflows.hypervisor.HypervisorActivities.MachineRequest;
import io.homelab.workflows.hypervisor.Reservations;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.progress.StepLog.Result;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.ClusterSpec;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One lane per node, side by side: machine → power → Talos API → configuration → installed. Each parks by itself. */
final class MachineLanes {
    /** After so many falls back to maintenance mode a person is asked. */
    private static final int FALLBACKS = 3;

    private final Runbook runbook;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final List<Made> made = new ArrayList<>();
    private @Nullable RuntimeException failed;

    MachineLanes(Runbook runbook) {
        this.runbook = runbook;
    }

    /** What ended the lanes, if anything did. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failed);
    }

    private record Lane(Promise<Void> end, CriticalPath path) {}

    private record Made(String address, int vmid) {}

    /** Starts all lanes; {@code spec} is asked anew at each step, since a person may amend the lab file. */
    void start(Supplier<ClusterSpec> spec, Reservations reserved, Promise<Void> secrets, CriticalPath from) {
        var all = CancellationScope.current();
        for (var node : spec.get().nodes()) {
            var path = from.fork();
            var end = Async.procedure(() -> build(spec, node.name(), reserved.of(node.name()), secrets, path));
            lanes.put(node.name(), new Lane(end, path));
            end.handle((done, failure) -> {
                if (failure != null && failed == null) {
                    failed = failure;
                    all.cancel(); // whoever waits for something else would not hear of an abort for long
                }
                return null;
            });
        }
    }

    /** Waits for one lane; a failure in any other one ends the wait too. */
    void awaitOne(String node, CriticalPath path) {
        var lane = Objects.requireNonNull(lanes.get(node), node);
        await(lane.end());
        path.join(lane.path());
    }

    /** Waits for all lanes. */
    void awaitAll(CriticalPath path) {
        for (var lane : lanes.values()) {
            await(lane.end());
            path.join(lane.path());
        }
    }

    /** Waits until every lane has ended, however it ended. */
    void awaitStopped() {
        lanes.values()
                .forEach(lane -> lane.end().handle((done, failure) -> done).get());
    }

    /** Removes what this run made, after every lane has stopped; says what could not be removed, and why. */
    List<String> undo(ClusterRef cluster) {
        awaitStopped();
        var left = new ArrayList<String>();
        var undoing = Workflow.newDetachedCancellationScope(() -> {
            for (var machine : made.reversed()) {
                try {
                    Ports.hypervisor("undo: destroy " + machine.address())
                            .destroyMachine(new DestroyRequest(cluster, machine.address(), machine.vmid()));
                } catch (ActivityFailure e) {
                    left.add(machine.address() + " (" + machine.vmid() + "): "
                            + Failures.of(e).line());
                }
            }
        });
        undoing.run();
        return left;
    }

    private void await(Promise<Void> wanted) {
        CompletablePromise<Void> first = Workflow.newPromise();
        wanted.handle((done, failure) -> {
            if (failure == null) {
                first.complete(null);
            } else {
                first.completeExceptionally(failure);
            }
            return null;
        });
        for (var lane : lanes.values()) {
            lane.end().handle((done, failure) -> {
                if (failure != null) {
                    first.completeExceptionally(failure);
                }
                return null;
            });
        }
        first.get();
    }

    private void build(Supplier<ClusterSpec> spec, String node, int vmid, Promise<Void> secrets, CriticalPath path) {
        Supplier<MachineRequest> machine =
                () -> new MachineRequest(spec.get().ref().node(node), vmid);
        var created = runbook.step(
                BootstrapSteps.machine(node), path, s -> Ports.hypervisor(s).ensureMachine(machine.get()), Result::of);
        if (created.facts().containsKey("created")) {
            made.add(new Made(created.facts().getOrDefault("address", node), vmid));
        }
        reachable(spec, machine, node, path);
        secrets.get(); // a configuration holds them
        for (int fallbacks = 1; !installed(spec, machine, node, path); fallbacks++) {
            if (fallbacks >= FALLBACKS) {
                runbook.ask(BootstrapSteps.installed(node), backInMaintenance(node));
                fallbacks = 0;
            }
        }
    }

    /** Switches the machine on until its system answers; it may lose its power on the way. */
    private void reachable(
            Supplier<ClusterSpec> spec, Supplier<MachineRequest> machine, String node, CriticalPath path) {
        for (int cuts = 1; ; cuts++) {
            runbook.step(
                    BootstrapSteps.running(node),
                    path,
                    s -> Ports.hypervisor(s).ensureRunning(machine.get()),
                    Result::of);
            var answers = runbook.step(
                    BootstrapSteps.machineApi(node),
                    path,
                    s -> Ports.os(s).awaitMachineApi(spec.get().ref().node(node)),
                    Result::of);
            if (!off(answers)) {
                return;
            }
            if (cuts >= FALLBACKS) {
                runbook.ask(BootstrapSteps.machineApi(node), losesPower(node));
                cuts = 0;
            }
        }
    }

    /** Whether it is; a machine without power is switched on again, and then it is not. */
    private boolean installed(
            Supplier<ClusterSpec> spec, Supplier<MachineRequest> machine, String node, CriticalPath path) {
        var configured = runbook.step(
                BootstrapSteps.config(node),
                path,
                s -> Ports.os(s).ensureMachineConfig(spec.get().ref().node(node)),
                Result::of);
        var outcome = off(configured)
                ? configured
                : runbook.step(
                        BootstrapSteps.installed(node),
                        path,
                        s -> Ports.os(s).awaitInstalled(spec.get().ref().node(node)),
                        Result::of);
        if (off(outcome)) {
            reachable(spec, machine, node, path);
            return false;
        }
        return !outcome.facts().containsKey("maintenance");
    }

    /** A fact that histories of older code do not have, so they replay as they were. */
    private static boolean off(Outcome outcome) {
        return outcome.facts().containsKey("off");
    }

    private static FailureReport losesPower(String node) {
        return new FailureReport(
                FailureClass.CONFIG,
                "the machine of " + node + " is powered off each time it was switched on",
                "proxmox " + node,
                "look at its task log and at the host's memory; then retry");
    }

    private static FailureReport backInMaintenance(String node) {
        return new FailureReport(
                FailureClass.CONFIG,
                node + " comes back in maintenance mode, or loses its power, each time it was configured",
                "talos " + node,
                "look at its console: the disk, or the boot order; then retry");
    }
}
