package io.homelab.simulator.proxmox;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The cluster as a whole. */
final class BasicRoutes {
    private BasicRoutes() {}

    static List<Route> all() {
        var resources = new ClusterResources();
        return List.of(
                Route.of("GET", "/version", "", BasicRoutes::version),
                Route.of("GET", "/cluster/status", "", BasicRoutes::status),
                Route.of("GET", "/cluster/resources", "type", resources::list),
                Route.of("GET", "/cluster/nextid", "vmid:vmid", BasicRoutes::nextId),
                Route.of("GET", "/cluster/tasks", "", TaskRoutes::recent),
                Route.of("GET", "/cluster/options", "", call -> Json.object().put("keyboard", "en-us")),
                Route.of("GET", "/cluster/backup", "", call -> Json.array()),
                Route.of("GET", "/cluster/ha/resources", "type", call -> Json.array()));
    }

    private static JsonNode version(ApiCall call) {
        var version = call.pve().options.pveVersion();
        return Json.object()
                .put("version", version + ".0")
                .put("release", version)
                .put("repoid", "2a6e1c3f4b5d6e7f");
    }

    private static JsonNode status(ApiCall call) {
        call.need("/", "Sys.Audit");
        var pve = call.pve();
        var all = Json.array();
        if (pve.nodes.names().size() > 1) {
            all.addObject()
                    .put("type", "cluster")
                    .put("id", "cluster")
                    .put("name", pve.world.name())
                    .put("nodes", pve.nodes.names().size())
                    .put("quorate", pve.nodes.quorate() ? 1 : 0)
                    .put("version", pve.nodes.names().size());
        }
        var number = 1;
        for (var node : pve.nodes.names()) {
            all.addObject()
                    .put("type", "node")
                    .put("id", "node/" + node)
                    .put("name", node)
                    .put("nodeid", number)
                    .put("ip", NodeAddresses.of(pve.world.lan(), number - 1).getHostAddress())
                    .put("level", "")
                    .put("local", number == 1 ? 1 : 0)
                    .put("online", pve.nodes.isAlive(node) ? 1 : 0);
            number++;
        }
        return all;
    }

    private static JsonNode nextId(ApiCall call) {
        var asked = call.get("vmid");
        if (asked.isEmpty()) {
            return Json.text(Integer.toString(call.pve().vms.next()));
        }
        if (call.pve().vms.find(Integer.parseInt(asked.get())).isPresent()) {
            throw ApiFailure.invalid("vmid", "VM " + asked.get() + " already exists");
        }
        return Json.text(asked.get());
    }
}
