package io.homelab.simulator.talos.api;

import io.grpc.Status;
import io.grpc.StatusException;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.node.Progress;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.ServiceEvent;
import io.homelab.simulator.talos.wire.ServiceEvents;
import io.homelab.simulator.talos.wire.ServiceHealth;
import io.homelab.simulator.talos.wire.ServiceInfo;
import io.homelab.simulator.talos.wire.ServiceList;
import io.homelab.simulator.talos.wire.ServiceListResponse;
import io.homelab.simulator.talos.wire.ServiceRestart;
import io.homelab.simulator.talos.wire.ServiceRestartResponse;
import io.homelab.simulator.talos.wire.ServiceStart;
import io.homelab.simulator.talos.wire.ServiceStartResponse;
import io.homelab.simulator.talos.wire.ServiceStopResponse;
import java.util.Map;
import java.util.TreeMap;

/** Talos' services, by how far the machine has come. */
final class ServiceStates {
    private ServiceStates() {}

    /** One service: its state, and whether it is healthy (null when nobody knows). */
    record State(
            String name,
            String message,
            @org.jspecify.annotations.Nullable Boolean healthy) {
        static final State RUNNING = new State("Running", "Health check successful", true);
        static final State RUNS = new State("Running", "Started task", null);
        static final State WAITING = new State("Waiting", "Waiting for service \"cri\" to be \"up\"", null);
        static final State PREPARING = new State("Preparing", "Running pre state", null);
    }

    static Map<String, State> of(TalosNode node) {
        var up = node.services().system() == Progress.UP;
        var states = new TreeMap<String, State>();
        for (var always : new String[] {"apid", "containerd", "machined", "syslogd"}) {
            states.put(always, State.RUNNING);
        }
        states.put("auditd", State.RUNNING);
        states.put("dashboard", State.RUNS);
        states.put("udevd", State.RUNNING);
        states.put("cri", up ? State.RUNNING : State.PREPARING);
        states.put("kubelet", up ? State.RUNNING : State.WAITING);
        if (node.hardware().agentChannel() && node.agentAnswers()) {
            states.put("ext-qemu-guest-agent", State.RUNS);
        }
        if (node.config().map(MachineConfig::controlPlane).orElse(false)) {
            states.put("trustd", State.RUNNING);
            states.put(
                    "etcd",
                    switch (node.services().etcd().progress()) {
                        case UP -> State.RUNNING;
                        case STARTING -> new State("Running", "context deadline exceeded", false);
                        case DOWN -> up ? State.PREPARING : State.WAITING;
                    });
        }
        return states;
    }

    static ServiceListResponse list(TalosNode node) {
        var list = ServiceList.newBuilder();
        of(node).forEach((id, state) -> list.addServices(ServiceInfo.newBuilder()
                .setId(id)
                .setState(state.name())
                .setEvents(ServiceEvents.newBuilder()
                        .addEvents(ServiceEvent.newBuilder()
                                .setMsg(state.message())
                                .setState(state.name())
                                .setTs(Instants.proto(node.bootTime()))))
                .setHealth(ServiceHealth.newBuilder()
                        .setUnknown(state.healthy() == null)
                        .setHealthy(Boolean.TRUE.equals(state.healthy()))
                        .setLastMessage(Boolean.FALSE.equals(state.healthy()) ? state.message() : "")
                        .setLastChange(Instants.proto(node.bootTime())))));
        return ServiceListResponse.newBuilder().addMessages(list).build();
    }

    static ServiceRestartResponse restart(TalosNode node, String id) throws StatusException {
        known(node, id);
        if (id.equals("etcd")) {
            node.services().etcd().restart();
        } else if (!id.equals("kubelet") && !id.startsWith("ext-") && !id.equals("cri")) {
            throw Status.UNKNOWN
                    .withDescription("service \"" + id + "\" doesn't support restart operation via API")
                    .asException();
        }
        return ServiceRestartResponse.newBuilder()
                .addMessages(ServiceRestart.newBuilder().setResp("Service \"" + id + "\" restarted"))
                .build();
    }

    static ServiceStartResponse start(TalosNode node, String id) throws StatusException {
        known(node, id);
        return ServiceStartResponse.newBuilder()
                .addMessages(ServiceStart.newBuilder().setResp("Service \"" + id + "\" started"))
                .build();
    }

    static ServiceStopResponse stop(TalosNode node, String id) throws StatusException {
        known(node, id);
        throw Status.UNKNOWN
                .withDescription("service \"" + id + "\" doesn't support stop operation via API")
                .asException();
    }

    private static void known(TalosNode node, String id) throws StatusException {
        if (!of(node).containsKey(id)) {
            throw Status.UNKNOWN
                    .withDescription("service \"" + id + "\" is not found")
                    .asException();
        }
    }
}
