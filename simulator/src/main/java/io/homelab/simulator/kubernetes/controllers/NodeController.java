package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.WorldClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Nodes: kubelets register, beat and report; who stops beating becomes unknown. */
final class NodeController implements Controller {
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final Duration SHORTEST_GRACE = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final Api api;
    private final Supplier<List<KubeletMachine>> machines;
    private final Timing timing;
    private final WorldClock clock;
    private final Networks networks;
    private final NodeShapes shapes;
    private final long beatNanos;
    private long beaten = System.nanoTime() - Duration.ofHours(1).toNanos();

    NodeController(
            Api api,
            Supplier<List<KubeletMachine>> machines,
            Timing timing,
            WorldClock clock,
            ClusterSettings settings) {
        this.api = api;
        this.machines = machines;
        this.timing = timing;
        this.clock = clock;
        networks = new Networks(api);
        shapes = new NodeShapes(settings);
        beatNanos =
                Math.max(timing.scaled(BEAT).toNanos(), Duration.ofMillis(400).toNanos());
    }

    /** Whether the kubelet of this boot of the machine has come up. */
    static boolean active(Timing timing, KubeletMachine machine) {
        return timing.over(Physics.Process.KUBELET_REGISTER, "kubelet " + machine.name() + " " + machine.bootId());
    }

    @Override
    public void reconcile() {
        var beat = System.nanoTime() - beaten > beatNanos;
        if (beat) {
            beaten = System.nanoTime();
        }
        var alive = new HashSet<String>();
        for (var machine : machines.get()) {
            if (active(timing, machine)) {
                alive.add(machine.name());
                var node = api.find("nodes", "", machine.name())
                        .orElseGet(() -> api.create("nodes", shapes.node(machine)));
                report(machine, node);
                if (beat
                        || api.find("leases.coordination.k8s.io", "kube-node-lease", machine.name())
                                .isEmpty()) {
                    renew(machine);
                }
            }
        }
        for (var node : api.list("nodes", "")) {
            if (!alive.contains(Json.name(node))) {
                suspect(node);
            }
        }
    }

    private void report(KubeletMachine machine, ObjectNode node) {
        var ready = networks.runs(machine.name());
        api.status("nodes", node, status -> shapes.status(machine, status, ready, api.now()));
        taint(node, "node.kubernetes.io/not-ready", !ready);
        taint(node, "node.kubernetes.io/unreachable", false);
    }

    private void taint(ObjectNode node, String key, boolean wanted) {
        api.change("nodes", node, "", live -> {
            var kept = Json.array();
            for (var taint : Json.at(live, "spec.taints")) {
                if (!Json.text(taint, "key").equals(key)) {
                    kept.add(taint);
                }
            }
            if (wanted) {
                kept.addObject().put("key", key).put("effect", "NoSchedule");
                if (key.endsWith("unreachable")) {
                    kept.addObject().put("key", key).put("effect", "NoExecute");
                }
            }
            var spec = Json.ensure(live, "spec");
            if (kept.isEmpty()) {
                spec.remove("taints");
            } else {
                spec.set("taints", kept);
            }
        });
    }

    private void renew(KubeletMachine machine) {
        var lease = Json.of("{'metadata':{'name':'" + machine.name() + "','namespace':'kube-node-lease'}}");
        api.ensure("leases.coordination.k8s.io", lease);
        api.find("leases.coordination.k8s.io", "kube-node-lease", machine.name())
                .ifPresent(live -> api.change("leases.coordination.k8s.io", live, "", l -> Json.ensure(l, "spec")
                        .put("holderIdentity", machine.name())
                        .put("leaseDurationSeconds", 40)
                        .put(
                                "renewTime",
                                clock.now().truncatedTo(ChronoUnit.MICROS).toString())));
    }

    private void suspect(ObjectNode node) {
        var renewed = api.find("leases.coordination.k8s.io", "kube-node-lease", Json.name(node))
                .map(lease -> Json.text(lease, "spec.renewTime"))
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
        var grace = timing.scaled(GRACE);
        var patience = grace.compareTo(SHORTEST_GRACE) < 0 ? SHORTEST_GRACE : grace;
        if (renewed.plus(patience).isAfter(clock.now())) {
            return;
        }
        api.status("nodes", node, status -> {
            for (var type : List.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready")) {
                Conditions.set(
                        status,
                        type,
                        "Unknown",
                        "NodeStatusUnknown",
                        "Kubelet stopped posting node status.",
                        api.now());
            }
        });
        taint(node, "node.kubernetes.io/unreachable", true);
        for (var pod : api.list("pods", "")) {
            if (Json.text(pod, "spec.nodeName").equals(Json.name(node)) && Conditions.is(pod, "Ready")) {
                api.status(
                        "pods", pod, status -> Conditions.set(status, "Ready", "False", "NodeNotReady", "", api.now()));
            }
        }
    }
}
