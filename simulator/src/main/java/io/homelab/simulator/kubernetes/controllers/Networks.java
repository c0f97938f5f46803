package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pod network: which pods make it, whether they can work, and where it runs. */
final class Networks {
    private static final List<String> NAMES = List.of("cilium", "kube-flannel");

    private final Api api;

    Networks(Api api) {
        this.api = api;
    }

    static boolean makesNetwork(ObjectNode pod) {
        for (var owner : Json.at(pod, "metadata.ownerReferences")) {
            if (Json.text(owner, "kind").equals("DaemonSet") && NAMES.contains(Json.text(owner, "name"))) {
                return Json.namespace(pod).equals("kube-system");
            }
        }
        return false;
    }

    /** Whether a network really runs on a node. */
    boolean runs(String node) {
        return api.list("pods", "kube-system").stream()
                .anyMatch(pod -> makesNetwork(pod)
                        && Json.text(pod, "spec.nodeName").equals(node)
                        && Conditions.is(pod, "Ready"));
    }

    /**
     * Why a network's pod cannot reach the API; empty when it can. Without kube-proxy nothing serves the service's
     * address before the network itself does, so the pod must be told another one.
     */
    Optional<String> obstacle(ObjectNode pod, KubeletMachine machine, boolean proxyDisabled) {
        var told = told(pod);
        if (told.isEmpty()) {
            return proxyDisabled ? Optional.of("dial tcp 10.96.0.1:443: i/o timeout") : Optional.empty();
        }
        return machine.apiHosts().contains(told)
                ? Optional.empty()
                : Optional.of("dial tcp " + told + ": connect: connection refused");
    }

    private String told(ObjectNode pod) {
        for (var container : Json.at(pod, "spec.containers")) {
            var host = environment(container, "KUBERNETES_SERVICE_HOST");
            if (!host.isEmpty()) {
                var port = environment(container, "KUBERNETES_SERVICE_PORT");
                return host + ":" + (port.isEmpty() ? "443" : port);
            }
        }
        var config = api.find("configmaps", "kube-system", "cilium-config").map(map -> map.path("data"));
        return config.map(data -> {
                    var host = Json.text(data, "k8sServiceHost");
                    return host.isEmpty()
                            ? ""
                            : host + ":" + data.path("k8sServicePort").asString("6443");
                })
                .orElse("");
    }

    private String environment(JsonNode container, String name) {
        for (var variable : container.path("env")) {
            if (Json.text(variable, "name").equals(name)) {
                var reference = Json.at(variable, "valueFrom.configMapKeyRef");
                return reference.isObject()
                        ? api.find("configmaps", "kube-system", Json.text(reference, "name"))
                                .map(map -> map.path("data")
                                        .path(Json.text(reference, "key"))
                                        .asString(""))
                                .orElse("")
                        : Json.text(variable, "value");
            }
        }
        return "";
    }
}
