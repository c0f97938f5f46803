package io.homelab.simulator.control;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.proxmox.Inventory;
import io.homelab.simulator.world.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lab as it is, read from its own state: what verdicts are computed from.
 *
 * @param etcd every etcd cluster that was ever bootstrapped
 * @param nodes Kubernetes nodes by name, with whether they are Ready
 */
record Snapshot(Inventory hypervisor, List<Etcd> etcd, Map<String, Boolean> nodes) {
    private static final String ETCD_TABLE = "talos-etcd";
    private static final String KUBERNETES_TABLE = "kubernetes-";

    /** One etcd cluster. */
    record Etcd(String id, String bootstrappedBy, List<String> members) {}

    static Snapshot of(Lab lab, JsonMapper json) {
        var store = lab.world().store();
        var etcd = documents(store, ETCD_TABLE, json).stream()
                .map(document -> new Etcd(
                        document.path("id").asString(),
                        document.path("bootstrappedBy").asString(),
                        document.path("members")
                                .valueStream()
                                .map(member -> member.path("hostname").asString())
                                .sorted()
                                .toList()))
                .toList();
        var nodes = new LinkedHashMap<String, Boolean>();
        for (var cluster : etcd) {
            documents(store, KUBERNETES_TABLE + cluster.id(), json).stream()
                    .filter(object -> object.path("kind").asString("").equals("Node"))
                    .forEach(
                            node -> nodes.put(node.path("metadata").path("name").asString(), ready(node)));
        }
        return new Snapshot(lab.proxmox().backstage().inventory(), etcd, nodes);
    }

    private static boolean ready(JsonNode node) {
        return node.path("status")
                .path("conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asString().equals("Ready")
                        && condition.path("status").asString().equals("True"));
    }

    private static List<JsonNode> documents(Store store, String table, JsonMapper json) {
        return store.table(table).keys("").stream()
                .flatMap(key -> store.table(table).get(key).stream())
                .filter(bytes -> bytes.length > 0 && bytes[0] == '{')
                .map(json::readTree)
                .toList();
    }
}
