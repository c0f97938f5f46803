package io.homelab.lab;

import io.homelab.lab.definition.NodeRole;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Defaults that depend on their surroundings, which a JSON Schema cannot state; its descriptions name them. */
final class ContextDefaults {
    private ContextDefaults() {}

    /** Fills a document in place, skipping what is not of the expected shape: the schema check speaks of that. */
    static void fill(ObjectNode lab) {
        if (lab.path("network") instanceof ObjectNode network
                && network.path("gateway").isString()) {
            network.putIfAbsent(
                    "dns", network.arrayNode().add(network.path("gateway").asString()));
        }
        lab.path("clusters").forEachEntry((name, node) -> {
            if (node instanceof ObjectNode cluster) {
                fillCluster(name, cluster, lab.path("waits"));
            }
        });
    }

    private static void fillCluster(String name, ObjectNode cluster, JsonNode labWaits) {
        absent(cluster, "name", name);
        absent(cluster, "template", "omni/clusters/" + name + ".yaml");
        if (labWaits instanceof ObjectNode common && cluster.path("waits") instanceof ObjectNode own) {
            var merged = common.deepCopy();
            merged.setAll(own);
            cluster.set("waits", merged);
        }
        for (var entry : cluster.path("nodes")) {
            if (entry instanceof ObjectNode node) {
                fillNode(name, node);
            }
        }
        absent(cluster, "endpoint", endpoint(cluster));
    }

    private static void fillNode(String cluster, ObjectNode node) {
        var role = node.path("role").asString("").equals("controlplane") ? NodeRole.CONTROL_PLANE : NodeRole.WORKER;
        absent(node, "cores", role.cores());
        absent(node, "memoryMiB", role.memoryMiB());
        absent(node, "diskGiB", role.diskGiB());
        absent(node, "addressMode", node.has("address") ? "static" : "dhcp");
        var tags = node.arrayNode();
        List.of("talos", "kubernetes", cluster).forEach(tags::add);
        node.putIfAbsent("tags", tags);
    }

    /** The VIP, else the address of the only control plane; empty when neither is there, which a rule reports. */
    private static String endpoint(ObjectNode cluster) {
        if (cluster.path("vip").isString()) {
            return cluster.path("vip").asString();
        }
        var addresses = cluster.path("nodes")
                .valueStream()
                .filter(node -> node.path("role").asString("").equals("controlplane"))
                .map(node -> node.path("address").asString("").replaceFirst("/.*", ""))
                .toList();
        return addresses.size() == 1 ? addresses.getFirst() : "";
    }

    private static void absent(ObjectNode object, String key, String value) {
        if (!object.has(key)) {
            object.put(key, value);
        }
    }

    private static void absent(ObjectNode object, String key, int value) {
        if (!object.has(key)) {
            object.put(key, value);
        }
    }
}
