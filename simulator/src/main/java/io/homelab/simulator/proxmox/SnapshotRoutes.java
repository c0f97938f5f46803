package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** Snapshots of configurations. */
final class SnapshotRoutes {
    private SnapshotRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/snapshot", "", SnapshotRoutes::list),
                Route.of(
                        "POST",
                        "/nodes/{node}/qemu/{vmid}/snapshot",
                        "snapname! description vmstate:bool",
                        SnapshotRoutes::take),
                Route.of(
                        "POST",
                        "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback",
                        "start:bool",
                        SnapshotRoutes::rollback),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config", "", SnapshotRoutes::config),
                Route.of(
                        "DELETE",
                        "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
                        "force:bool",
                        SnapshotRoutes::delete));
    }

    private static JsonNode list(ApiCall call) {
        call.needOnVm("VM.Audit");
        var vm = call.vm();
        var all = Json.array();
        vm.snapshots().values().forEach(snapshot -> {
            var row = all.addObject()
                    .put("name", snapshot.name())
                    .put("description", snapshot.description())
                    .put("snaptime", snapshot.snaptime())
                    .put("vmstate", snapshot.vmstate() ? 1 : 0);
            if (snapshot.parent() != null) {
                row.put("parent", snapshot.parent());
            }
        });
        var current = all.addObject()
                .put("name", "current")
                .put("description", "You are here!")
                .put("digest", Vms.digest(vm))
                .put("running", call.pve().machines.isOn(vm.vmid()) ? 1 : 0);
        vm.option("parent").ifPresent(parent -> current.put("parent", parent));
        return all;
    }

    private static SnapshotDocument need(VmDocument vm, String name) {
        var found = vm.snapshots().get(name);
        if (found == null) {
            throw ApiFailure.died("snapshot '" + name + "' does not exist");
        }
        return found;
    }

    private static JsonNode config(ApiCall call) {
        call.needOnVm("VM.Snapshot");
        var row = Json.object();
        need(call.vm(), call.parameters().need("snapname")).config().forEach(row::put);
        return row;
    }

    private static JsonNode take(ApiCall call) {
        var name = call.parameters().need("snapname");
        if (!name.matches("(?i)[a-z][a-z0-9_-]{1,39}") || name.equals("current")) {
            throw ApiFailure.died("unable to use snapshot name '" + name + "' (reserved name)");
        }
        if (call.vm().snapshots().containsKey(name)) {
            throw ApiFailure.died("snapshot name '" + name + "' already used");
        }
        return task(call, "qmsnapshot", (run, vm) -> {
            var config = new LinkedHashMap<>(vm.config());
            var snapshots = new LinkedHashMap<>(vm.snapshots());
            var parent = config.remove("parent");
            snapshots.put(
                    name,
                    new SnapshotDocument(
                            name,
                            call.get("description").orElse(""),
                            call.pve().state.seconds(),
                            call.parameters().is("vmstate")
                                    && call.pve().machines.isOn(vm.vmid()),
                            parent,
                            config));
            return vm.withSnapshots(snapshots).with("parent", name);
        });
    }

    private static JsonNode rollback(ApiCall call) {
        var snapshot = need(call.vm(), call.parameters().need("snapname"));
        return task(call, "qmrollback", (run, vm) -> {
            call.pve().machines.powerOff(vm.vmid());
            return call.vm().with(snapshot.config()).with("parent", snapshot.name());
        });
    }

    private static JsonNode delete(ApiCall call) {
        var name = call.parameters().need("snapname");
        need(call.vm(), name);
        return task(call, "qmdelsnapshot", (run, vm) -> {
            var snapshots = new LinkedHashMap<>(vm.snapshots());
            var gone = snapshots.remove(name);
            var changed = vm.withSnapshots(snapshots);
            if (vm.option("parent").filter(name::equals).isEmpty()) {
                return changed;
            }
            var parent = gone == null ? null : gone.parent();
            return parent == null ? changed.without("parent") : changed.with("parent", parent);
        });
    }

    private static JsonNode task(ApiCall call, String type, BiFunction<TaskRun, VmDocument, VmDocument> change) {
        call.needOnVm("VM.Snapshot");
        var given = call.vm();
        return Json.text(call.pve()
                .tasks
                .launch(given.node(), type, Integer.toString(given.vmid()), call.caller(), call.fate(), run -> {
                    run.flock(Flocks.ofVm(given.vmid()));
                    Guard.unlocked(call.vm());
                    run.step(Process.VM_CONFIG, "vm " + given.vmid(), () -> {
                        call.pve().vms.put(change.apply(run, call.vm()));
                        run.ok();
                    });
                }));
    }
}
