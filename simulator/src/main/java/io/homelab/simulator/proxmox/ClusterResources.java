package io.homelab.simulator.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The view that pvestatd broadcasts every ten seconds: between two broadcasts it is out of date, as the real one. */
final class ClusterResources {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Map<Pve, Seen> views = new ConcurrentHashMap<>();

    JsonNode list(ApiCall call) {
        var pve = call.pve();
        var now = Instant.now();
        var view = views.get(pve);
        if (view == null || view.at().plus(pve.state.scaled(INTERVAL)).isBefore(now)) {
            view = new Seen(now, compute(pve));
            views.put(pve, view);
        }
        var visible = Json.array();
        for (var row : view.rows()) {
            if (isWanted(row, call.get("type").orElse("")) && maySee(call, row)) {
                visible.add(row);
            }
        }
        return visible;
    }

    private static boolean isWanted(JsonNode row, String type) {
        var actual = row.get("type").asString();
        return type.isEmpty() || type.equals(actual) || type.equals("vm") && actual.equals("qemu");
    }

    private static boolean maySee(ApiCall call, JsonNode row) {
        return switch (row.get("type").asString()) {
            case "qemu" -> call.has("/vms/" + row.get("vmid").asString(), "VM.Audit");
            case "storage" -> call.has("/storage/" + row.get("storage").asString(), "Datastore.Audit");
            default -> call.has("/nodes/" + row.get("node").asString(), "Sys.Audit");
        };
    }

    private static ArrayNode compute(Pve pve) {
        var rows = Json.array();
        for (var vm : pve.vms.all()) {
            ObjectNode row = VmStatus.of(pve, vm);
            row.put("id", "qemu/" + vm.vmid()).put("type", "qemu").put("node", vm.node());
            row.put("template", vm.is("template") ? 1 : 0).put("maxcpu", VmFacts.cpus(vm));
            row.remove("cpus");
            if (vm.pool() != null) {
                row.put("pool", vm.pool());
            }
            rows.add(row);
        }
        for (var node : pve.nodes.names()) {
            ObjectNode row = NodeRoutes.row(pve, node);
            rows.add(row.put("type", "node").put("id", "node/" + node));
            for (var storage : pve.storages.all()) {
                rows.addObject()
                        .put("type", "storage")
                        .put("id", "storage/" + node + "/" + storage.name())
                        .put("storage", storage.name())
                        .put("node", node)
                        .put("plugintype", storage.type())
                        .put("content", String.join(",", storage.content()))
                        .put("shared", storage.shared() ? 1 : 0)
                        .put("status", storage.enabled() && pve.nodes.isAlive(node) ? "available" : "unknown")
                        .put("disk", pve.storages.used(node, storage))
                        .put("maxdisk", storage.total());
            }
        }
        return rows;
    }

    private record Seen(Instant at, ArrayNode rows) {}
}
