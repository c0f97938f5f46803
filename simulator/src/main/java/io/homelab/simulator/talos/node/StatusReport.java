package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.wire.MachineStatusEvent;
import io.homelab.simulator.talos.wire.MachineStatusEvent.MachineStage;
import io.homelab.simulator.talos.wire.MachineStatusEvent.MachineStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine's status: its stage and what it waits for. */
public final class StatusReport {
    private StatusReport() {}

    static void publish(TalosNode node) {
        var unmet = unmet(node);
        var status = MachineStatus.newBuilder().setReady(unmet.isEmpty());
        unmet.forEach((name, reason) ->
                status.addUnmetConditionsBuilder().setName(name).setReason(reason));
        node.journal()
                .publishIfNew(MachineStatusEvent.newBuilder()
                        .setStage(MachineStage.forNumber(node.stage().ordinal()))
                        .setStatus(status)
                        .build());
    }

    /** Conditions that are not met, by name, with their reasons. */
    public static Map<String, String> unmet(TalosNode node) {
        var unmet = new LinkedHashMap<String, String>();
        if (node.stage() == Stage.MAINTENANCE) {
            return unmet;
        }
        var config = node.config().orElse(null);
        if (config == null || node.address().isEmpty()) {
            unmet.put("network", "waiting on: address");
            return unmet;
        }
        var services = node.services();
        if (services.system() != Progress.UP) {
            unmet.put("services", "kubelet not running");
        } else if (config.controlPlane() && services.etcd().progress() != Progress.UP) {
            unmet.put("services", "etcd not running");
        }
        if (config.controlPlane() && services.controlPlane() != Progress.UP) {
            unmet.put("staticPods", "kube-system/kube-apiserver not ready");
        }
        var ready = services.kubernetes().flatMap(cluster -> cluster.nodeReady(nodeName(node)));
        if (ready.isEmpty()) {
            unmet.put("nodeReady", "node \"" + nodeName(node) + "\" status is not available yet");
        } else if (!ready.get()) {
            unmet.put("nodeReady", "node \"" + nodeName(node) + "\" is not ready");
        }
        return unmet;
    }

    /** The name of the machine's Kubernetes node. */
    public static String nodeName(TalosNode node) {
        return node.hostname().split("\\.", -1)[0];
    }
}
