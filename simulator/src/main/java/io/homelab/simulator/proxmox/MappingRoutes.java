package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PCI devices and their mappings, by which a token may pass a device through. */
final class MappingRoutes {
    private MappingRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/nodes/{node}/hardware", "", call -> Json.array()),
                Route.of(
                        "GET",
                        "/nodes/{node}/hardware/pci",
                        "pci-class-blacklist verbose:bool",
                        MappingRoutes::devices),
                Route.of("GET", "/cluster/mapping/pci", "check-node", MappingRoutes::list),
                Route.of("GET", "/cluster/mapping/pci/{id}", "", call -> {
                    call.needAny(
                            "/mapping/pci/" + call.parameters().need("id"),
                            "Mapping.Audit",
                            "Mapping.Use",
                            "Mapping.Modify");
                    return row(need(call));
                }),
                Route.of(
                        "POST",
                        "/cluster/mapping/pci",
                        "id! map! description mdev:bool live-migration-capable:bool",
                        MappingRoutes::create),
                Route.of(
                        "PUT",
                        "/cluster/mapping/pci/{id}",
                        "map description mdev:bool live-migration-capable:bool digest delete",
                        MappingRoutes::change),
                Route.of("DELETE", "/cluster/mapping/pci/{id}", "", MappingRoutes::remove));
    }

    private static JsonNode devices(ApiCall call) {
        call.needAny("/", "Sys.Audit", "Sys.Modify");
        var all = Json.array();
        for (var device : Hardwired.devices()) {
            var row = all.addObject()
                    .put("id", device.id())
                    .put("class", device.type())
                    .put("vendor", device.vendor())
                    .put("device", device.device())
                    .put("iommugroup", device.group());
            if (call.get("verbose").map("1"::equals).orElse(true)) {
                row.put("vendor_name", device.vendorName()).put("device_name", device.deviceName());
            }
        }
        return all;
    }

    private static JsonNode list(ApiCall call) {
        var all = Json.array();
        for (var mapping : call.pve().hardwired.mappings().all()) {
            var path = "/mapping/pci/" + mapping.id();
            if (call.has(path, "Mapping.Audit") || call.has(path, "Mapping.Use")) {
                var row = row(mapping);
                call.get("check-node").ifPresent(node -> checks(row, mapping, node));
                all.add(row);
            }
        }
        return all;
    }

    private static void checks(ObjectNode row, Hardwired.Mapping mapping, String node) {
        var checks = row.putArray("checks");
        var here = mapping.map().stream()
                .map(OptionString::parse)
                .filter(entry -> entry.option("node").filter(node::equals).isPresent())
                .toList();
        if (here.isEmpty()) {
            checks.addObject().put("severity", "warning").put("message", "No mapping for node " + node + ".");
        }
        for (var entry : here) {
            var path = entry.option("path").orElse("");
            var found = Hardwired.devices().stream()
                    .filter(device -> device.id().startsWith(path))
                    .findFirst();
            if (found.isEmpty()) {
                checks.addObject().put("severity", "error").put("message", "PCI device '" + path + "' not found");
            }
        }
    }

    private static ObjectNode row(Hardwired.Mapping mapping) {
        var row = Json.object().put("id", mapping.id()).put("type", "pci").put("description", mapping.description());
        var map = row.putArray("map");
        mapping.map().forEach(map::add);
        mapping.flags().forEach((key, value) -> row.put(key, Integer.parseInt(value)));
        return row;
    }

    private static Hardwired.Mapping need(ApiCall call) {
        var id = call.parameters().need("id");
        return call.pve()
                .hardwired
                .mappings()
                .get(id)
                .orElseThrow(() -> ApiFailure.died("mapping '" + id + "' not found"));
    }

    private static JsonNode create(ApiCall call) {
        call.need("/mapping/pci", "Mapping.Modify");
        var id = call.parameters().need("id");
        if (call.pve().hardwired.mappings().get(id).isPresent()) {
            throw ApiFailure.died("pci ID '" + id + "' already defined");
        }
        put(
                call,
                id,
                List.of(call.parameters().need("map").split("\0")),
                call.get("description").orElse(""));
        return Json.nothing();
    }

    private static JsonNode change(ApiCall call) {
        call.need("/mapping/pci/" + call.parameters().need("id"), "Mapping.Modify");
        var before = need(call);
        var map = call.get("map").map(text -> List.of(text.split("\0"))).orElse(before.map());
        put(call, before.id(), map, call.get("description").orElse(before.description()));
        return Json.nothing();
    }

    private static void put(ApiCall call, String id, List<String> map, String description) {
        var mdev = Optional.of(call.parameters().is("mdev")).filter(on -> on);
        Map<String, String> flags = mdev.isPresent() ? Map.of("mdev", "1") : Map.of();
        call.pve().hardwired.mappings().put(id, new Hardwired.Mapping(id, description, map, flags));
    }

    private static JsonNode remove(ApiCall call) {
        call.need("/mapping/pci/" + call.parameters().need("id"), "Mapping.Modify");
        call.pve().hardwired.mappings().remove(call.parameters().need("id"));
        return Json.nothing();
    }
}
