package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a kubelet writes about its machine. */
final class NodeShapes {
    private static final String NO_NETWORK = "container runtime network not ready: NetworkReady=false"
            + " reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized";

    private final String podPrefix;

    NodeShapes(ClusterSettings settings) {
        var octets = settings.podSubnet().split("\\.", -1);
        podPrefix = octets[0] + "." + octets[1] + ".";
    }

    ObjectNode node(KubeletMachine machine) {
        var node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        var meta = node.putObject("metadata").put("name", machine.name());
        var labels = meta.putObject("labels")
                .put("kubernetes.io/hostname", machine.name())
                .put("kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", machine.architecture())
                .put("beta.kubernetes.io/os", "linux")
                .put("beta.kubernetes.io/arch", machine.architecture());
        if (machine.controlPlane()) {
            labels.put("node-role.kubernetes.io/control-plane", "");
        }
        machine.labels().forEach(labels::put);
        var spec = node.putObject("spec").put("podCIDR", podPrefix + thirdOctet(machine) + ".0/24");
        var taints = spec.putArray("taints");
        if (machine.tainted()) {
            taints.addObject()
                    .put("key", "node-role.kubernetes.io/control-plane")
                    .put("effect", "NoSchedule");
        }
        machine.taints().forEach((key, value) -> {
            var colon = value.lastIndexOf(':');
            var taint = taints.addObject().put("key", key).put("effect", value.substring(colon + 1));
            if (colon > 0) {
                taint.put("value", value.substring(0, colon));
            }
        });
        taints.addObject().put("key", "node.kubernetes.io/not-ready").put("effect", "NoSchedule");
        return node;
    }

    private static String thirdOctet(KubeletMachine machine) {
        return machine.address().substring(machine.address().lastIndexOf('.') + 1);
    }

    void status(KubeletMachine machine, ObjectNode status, boolean ready, String now) {
        var addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", machine.address());
        addresses.addObject().put("type", "Hostname").put("address", machine.name());
        for (var quantity : new String[] {"capacity", "allocatable"}) {
            status.putObject(quantity)
                    .put("cpu", Integer.toString(machine.cores()))
                    .put("memory", machine.memoryMiB() * 1024 + "Ki")
                    .put("ephemeral-storage", "38000000Ki")
                    .put("pods", "110");
        }
        status.putObject("nodeInfo")
                .put("machineID", machine.uuid().replace("-", ""))
                .put("systemUUID", machine.uuid())
                .put("bootID", machine.bootId())
                .put("kernelVersion", "6.12.18-talos")
                .put("osImage", machine.osImage())
                .put("containerRuntimeVersion", "containerd://2.0.3")
                .put("kubeletVersion", machine.kubeletVersion())
                .put("kubeProxyVersion", machine.kubeletVersion())
                .put("operatingSystem", "linux")
                .put("architecture", machine.architecture());
        for (var type : new String[] {"MemoryPressure", "DiskPressure", "PIDPressure"}) {
            Conditions.set(status, type, "False", "KubeletHasNo" + type, "kubelet has no " + type, now);
        }
        if (ready) {
            Conditions.set(status, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now);
        } else {
            Conditions.set(status, "Ready", "False", "KubeletNotReady", NO_NETWORK, now);
        }
        // The beat is in the lease; the status keeps when it was first seen, or it would change for ever.
        for (var condition : status.path("conditions")) {
            if (!condition.has("lastHeartbeatTime")) {
                ((ObjectNode) condition).put("lastHeartbeatTime", now);
            }
        }
    }
}
