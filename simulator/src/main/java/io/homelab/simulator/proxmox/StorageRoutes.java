package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Storages and the volumes on them. */
final class StorageRoutes {
    private static final String CONTENT = "/nodes/{node}/storage/{storage}/content";

    private StorageRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/storage", "type", StorageRoutes::configured),
                Route.of("GET", "/storage/{storage}", "", call -> configuration(storage(call))),
                Route.of(
                        "GET",
                        "/nodes/{node}/storage",
                        "content enabled:bool storage target format:bool",
                        StorageRoutes::list),
                Route.of("GET", "/nodes/{node}/storage/{storage}/status", "", call -> {
                    needAudit(call);
                    return row(call, storage(call));
                }),
                Route.of("GET", CONTENT, "content vmid:int", StorageRoutes::volumes),
                Route.of("POST", CONTENT, "filename! size! vmid:vmid! format", StorageRoutes::allocate),
                Route.of("GET", CONTENT + "/{volume...}", "", call -> {
                    needAudit(call);
                    return volume(need(call));
                }),
                Route.of("DELETE", CONTENT + "/{volume...}", "delay:int", StorageRoutes::delete));
    }

    private static StorageDocument storage(ApiCall call) {
        var name = call.parameters().need("storage");
        return call.pve()
                .storages
                .find(name)
                .orElseThrow(() -> ApiFailure.died("storage '" + name + "' does not exist"));
    }

    private static void needAudit(ApiCall call) {
        call.needAny("/storage/" + call.parameters().need("storage"), "Datastore.Audit", "Datastore.AllocateSpace");
    }

    private static JsonNode configured(ApiCall call) {
        var all = Json.array();
        call.pve().storages.all().stream()
                .filter(storage -> call.has("/storage/" + storage.name(), "Datastore.Audit"))
                .forEach(storage -> all.add(configuration(storage)));
        return all;
    }

    private static ObjectNode configuration(StorageDocument storage) {
        return Json.object()
                .put("storage", storage.name())
                .put("type", storage.type())
                .put("content", String.join(",", storage.content()))
                .put("shared", storage.shared() ? 1 : 0)
                .put("digest", "0000000000000000000000000000000000000000");
    }

    private static JsonNode list(ApiCall call) {
        var all = Json.array();
        for (var storage : call.pve().storages.all()) {
            var wanted = call.get("content").map(storage.content()::contains).orElse(true)
                    && call.get("storage").map(storage.name()::equals).orElse(true)
                    && (!call.parameters().is("enabled") || storage.enabled());
            var visible = call.has("/storage/" + storage.name(), "Datastore.Audit")
                    || call.has("/storage/" + storage.name(), "Datastore.AllocateSpace");
            if (wanted && visible) {
                all.add(row(call, storage));
            }
        }
        return all;
    }

    private static ObjectNode row(ApiCall call, StorageDocument storage) {
        var used = call.pve().storages.used(call.node(), storage);
        return Json.object()
                .put("storage", storage.name())
                .put("type", storage.type())
                .put("content", String.join(",", storage.content()))
                .put("active", storage.enabled() ? 1 : 0)
                .put("enabled", storage.enabled() ? 1 : 0)
                .put("shared", storage.shared() ? 1 : 0)
                .put("total", storage.total())
                .put("used", used)
                .put("avail", call.pve().storages.avail(call.node(), storage))
                .put("used_fraction", (double) used / storage.total());
    }

    private static JsonNode volumes(ApiCall call) {
        needAudit(call);
        var storage = call.pve().storages.need(call.parameters().need("storage"));
        var all = Json.array();
        call.pve().storages.volumes(call.node(), storage.name()).stream()
                .filter(volume ->
                        call.get("content").map(volume.content()::equals).orElse(true))
                .filter(volume -> call.parameters()
                        .number("vmid")
                        .map(vmid -> volume.vmid() != null && volume.vmid() == vmid.intValue())
                        .orElse(true))
                .forEach(volume -> all.add(volume(volume)));
        return all;
    }

    private static ObjectNode volume(VolumeDocument volume) {
        var row = Json.object()
                .put("volid", volume.volid())
                .put("content", volume.content())
                .put("format", volume.format())
                .put("size", volume.size())
                .put("ctime", volume.ctime());
        Optional.ofNullable(volume.vmid()).ifPresent(vmid -> row.put("vmid", vmid));
        Optional.ofNullable(volume.parent()).ifPresent(parent -> row.put("parent", parent));
        return row;
    }

    private static VolumeDocument need(ApiCall call) {
        var storage = storage(call).name();
        var name = call.parameters().need("volume");
        var volid = name.startsWith(storage + ":") ? name : storage + ":" + name;
        return call.pve()
                .volumes
                .find(call.node(), volid)
                .orElseThrow(() -> ApiFailure.died("volume_size_info on '" + volid + "' failed - no such volume"));
    }

    private static JsonNode allocate(ApiCall call) {
        var name = call.parameters().need("storage");
        call.need("/storage/" + name, "Datastore.AllocateSpace");
        var text = call.parameters().need("size");
        // A bare number is in kibibytes here.
        var size = text.matches("\\d+") ? Long.parseLong(text) * 1024 : Size.parse(text);
        return Json.text(call.pve()
                .storages
                .allocate(call.node(), name, call.vmid(), "disk", size)
                .volid());
    }

    private static JsonNode delete(ApiCall call) {
        var storage = call.pve().storages.need(call.parameters().need("storage"));
        var path = "/storage/" + storage.name();
        var volid = call.parameters().need("volume");
        var full = volid.startsWith(storage.name() + ":") ? volid : storage.name() + ":" + volid;
        var found = call.pve().volumes.find(call.node(), full);
        if (found.filter(volume -> volume.content().equals("images")).isPresent()) {
            var vmid = found.get().vmid();
            if (!call.has(path, "Datastore.Allocate")) {
                call.need("/vms/" + vmid, "VM.Config.Disk");
                call.need(path, "Datastore.AllocateSpace");
            }
        } else {
            call.needAny(path, "Datastore.Allocate", "Datastore.AllocateTemplate");
        }
        return Json.text(call.pve()
                .tasks
                .launch(
                        call.node(),
                        "imgdel",
                        "",
                        call.caller(),
                        call.fate(),
                        run -> run.step(Process.VM_CONFIG, "volume " + full, () -> {
                            var volume = call.pve().volumes.find(call.node(), full);
                            volume.ifPresent(call.pve().volumes::remove);
                            run.log(volume.isPresent() ? "Removed volume '" + full + "'" : "");
                            if (volume.isEmpty()) {
                                throw ApiFailure.died("unable to free volume '" + full + "': no such volume");
                            }
                            run.ok();
                        })));
    }
}
