package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A machine's configuration and what hangs on it. */
final class ConfigRoutes {
    private static final String CHANGE =
            "digest delete revert force:bool skiplock:bool background_delay:int" + ConfigKeys.SCHEMA;

    private ConfigRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/config", "current:bool snapshot", ConfigRoutes::config),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/pending", "", ConfigRoutes::pending),
                Route.of("PUT", "/nodes/{node}/qemu/{vmid}/config", CHANGE, ConfigRoutes::put),
                Route.of("POST", "/nodes/{node}/qemu/{vmid}/config", CHANGE, ConfigRoutes::post),
                Route.of("PUT", "/nodes/{node}/qemu/{vmid}/unlink", "idlist! force:bool", ConfigRoutes::unlink),
                Route.of(
                        "PUT",
                        "/nodes/{node}/qemu/{vmid}/resize",
                        "disk! size! digest skiplock:bool",
                        ConfigRoutes::resize),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/cloudinit", "", call -> {
                    call.needOnVm("VM.Audit");
                    return Json.array();
                }),
                Route.of("PUT", "/nodes/{node}/qemu/{vmid}/cloudinit", "", call -> {
                    call.needOnVm("VM.Config.Cloudinit");
                    call.vm();
                    return Json.nothing();
                }),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/cloudinit/dump", "type!", ConfigRoutes::dump));
    }

    private static JsonNode config(ApiCall call) {
        call.needOnVm("VM.Audit");
        var vm = call.vm();
        var config = vm.config();
        var snapshot = call.get("snapshot");
        if (snapshot.isPresent()) {
            var found = vm.snapshots().get(snapshot.get());
            if (found == null) {
                throw ApiFailure.died("snapshot '" + snapshot.get() + "' does not exist");
            }
            config = found.config();
        } else if (!call.parameters().is("current")) {
            config = vm.settled().config();
        }
        return shown(config).put("digest", Vms.digest(vm));
    }

    private static ObjectNode shown(Map<String, String> config) {
        var row = Json.object();
        config.forEach((key, value) -> {
            if (key.equals("cipassword")) {
                row.put(key, "**********");
            } else if (ConfigKeys.isNumber(key) && value.matches("-?\\d+")) {
                row.put(key, Long.parseLong(value));
            } else {
                row.put(key, value);
            }
        });
        return row;
    }

    private static JsonNode pending(ApiCall call) {
        call.needOnVm("VM.Audit");
        var vm = call.vm();
        var all = Json.array();
        var keys = new TreeSet<>(vm.config().keySet());
        keys.addAll(vm.pending().keySet());
        var now = shown(vm.config());
        var then = shown(vm.pending());
        for (var key : keys) {
            var row = all.addObject().put("key", key);
            if (now.has(key)) {
                row.set("value", now.get(key));
            }
            if (then.has(key)) {
                row.set("pending", then.get(key));
            }
            if (vm.removals().contains(key)) {
                row.put("delete", 1);
            }
        }
        all.addObject().put("key", "digest").put("value", Vms.digest(vm));
        return all;
    }

    private static ConfigUpdate update(ApiCall call) {
        var set = ConfigKeys.of(call.parameters());
        var delete = call.parameters().list("delete");
        if (set.isEmpty() && delete.isEmpty() && call.get("revert").isEmpty()) {
            throw ApiFailure.died("no options specified");
        }
        for (var key : delete) {
            if (!ConfigKeys.isKnown(key)) {
                throw ApiFailure.invalid("delete", "unknown option '" + key + "'");
            }
            if (set.containsKey(key)) {
                throw ApiFailure.invalid("delete", "duplicate option '" + key + "'");
            }
        }
        var permissions = new ConfigPermissions(call, call.vmid(), false);
        permissions.check(set);
        for (var key : delete) {
            var value = call.vm().config().getOrDefault(key, "");
            if (!value.isEmpty()) {
                permissions.check(Map.of(key, value));
            }
        }
        call.pve().disks.check(set);
        return new ConfigUpdate(call.pve(), set, delete, call.parameters().is("force"));
    }

    private static JsonNode put(ApiCall call) {
        call.vm();
        var skip = call.rootOnly("skiplock");
        var update = update(call);
        var file = Flocks.ofVm(call.vmid());
        call.pve().flocks.take(file);
        try {
            update.apply(call.node(), call.vmid(), call.get("digest"), skip);
        } finally {
            call.pve().flocks.release(file);
        }
        return Json.nothing();
    }

    private static JsonNode post(ApiCall call) {
        var vm = call.vm();
        var skip = call.rootOnly("skiplock");
        var update = update(call);
        var digest = call.get("digest");
        digest.filter(known -> !known.equals(Vms.digest(vm))).ifPresent(known -> {
            throw ApiFailure.died("checksum mismatch (file change by other user?)");
        });
        return Json.text(call.pve()
                .tasks
                .launch(vm.node(), "qmconfig", Integer.toString(vm.vmid()), call.caller(), call.fate(), run -> {
                    run.flock(Flocks.ofVm(vm.vmid()));
                    run.step(Process.VM_CONFIG, "vm " + vm.vmid(), () -> {
                        update.apply(vm.node(), vm.vmid(), digest, skip);
                        run.ok();
                    });
                }));
    }

    private static JsonNode unlink(ApiCall call) {
        call.needOnVm("VM.Config.Disk");
        var update = new ConfigUpdate(
                call.pve(),
                Map.of(),
                call.parameters().list("idlist"),
                call.parameters().is("force"));
        update.apply(call.node(), call.vmid(), Optional.empty(), false);
        return Json.nothing();
    }

    private static JsonNode resize(ApiCall call) {
        call.needOnVm("VM.Config.Disk");
        var given = call.vm();
        var slot = call.parameters().need("disk");
        var size = call.parameters().need("size");
        if (!size.matches("\\+?\\d+(\\.\\d+)?[KMGT]?")) {
            throw ApiFailure.invalid("size", "value does not match the regex pattern");
        }
        return Json.text(call.pve()
                .tasks
                .launch(given.node(), "resize", Integer.toString(given.vmid()), call.caller(), call.fate(), run -> {
                    run.flock(Flocks.ofVm(given.vmid()));
                    call.get("digest")
                            .filter(known -> !known.equals(Vms.digest(call.vm())))
                            .ifPresent(known -> {
                                throw ApiFailure.died("checksum mismatch (file change by other user?)");
                            });
                    Guard.unlocked(call.vm());
                    run.step(Process.VM_CONFIG, "vm " + given.vmid(), () -> {
                        new Resize(call.pve()).apply(call.vm(), slot, size);
                        run.ok();
                    });
                }));
    }

    private static JsonNode dump(ApiCall call) {
        call.needOnVm("VM.Audit");
        var pve = call.pve();
        var content = new VmHardware(call.vm(), pve.volumes, pve.world.store())
                .cloudInitDrive()
                .content();
        return Json.text(
                switch (call.parameters().need("type")) {
                    case "user" -> content.userData();
                    case "network" -> content.networkConfig();
                    case "meta" -> content.metaData();
                    default ->
                        throw ApiFailure.invalid(
                                "type", "value does not have a value in the enumeration 'user, network, meta'");
                });
    }
}
