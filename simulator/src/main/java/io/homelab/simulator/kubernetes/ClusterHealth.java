package io.homelab.simulator.kubernetes;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What Talos' health check asks of Kubernetes: empty answers are good ones. */
public final class ClusterHealth {
    private final Api api;

    ClusterHealth(Api api) {
        this.api = api;
    }

    static boolean ready(ObjectNode node) {
        for (var condition : Json.at(node, "status.conditions")) {
            if (Json.text(condition, "type").equals("Ready")) {
                return Json.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    public String missingNodes(List<String> expected) {
        var missing = expected.stream()
                .filter(name -> api.find("nodes", "", name).isEmpty())
                .toList();
        return missing.isEmpty() ? "" : "can't find expected node(s) " + missing;
    }

    public String unreadyNodes(List<String> expected) {
        var unready = expected.stream()
                .filter(name ->
                        api.find("nodes", "", name).filter(ClusterHealth::ready).isEmpty())
                .toList();
        return unready.isEmpty() ? "" : "some nodes are not ready: " + unready;
    }

    public String cordonedNodes(List<String> expected) {
        var cordoned = expected.stream()
                .filter(name -> api.find("nodes", "", name)
                        .filter(node -> Json.at(node, "spec.unschedulable").asBoolean(false))
                        .isPresent())
                .toList();
        return cordoned.isEmpty() ? "" : "some nodes are not schedulable: " + cordoned;
    }

    /** A cluster without kube-proxy passes. */
    public String kubeProxy() {
        return api.find("daemonsets.apps", "kube-system", "kube-proxy")
                .filter(ds ->
                        Json.number(ds, "status.numberReady", 0) < Json.number(ds, "status.desiredNumberScheduled", 1))
                .map(ds -> "some kube-proxy pods are not ready")
                .orElse("");
    }

    public String coreDns() {
        return api.find("deployments.apps", "kube-system", "coredns")
                .filter(d -> Json.number(d, "status.readyReplicas", 0) < Json.number(d, "spec.replicas", 1))
                .map(d -> "no ready pods found for namespace \"kube-system\" and label selector \"k8s-app=kube-dns\"")
                .orElse("");
    }
}
