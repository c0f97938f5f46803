package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Disks: those of a node, what can be done with a machine's, and moving one to another storage. */
final class DiskRoutes {
    private static final String VM = "/nodes/{node}/qemu/{vmid}";

    private DiskRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of(
                        "GET",
                        "/nodes/{node}/disks/list",
                        "type include-partitions:bool skipsmart:bool",
                        DiskRoutes::ofNode),
                Route.of("GET", "/nodes/{node}/disks/directory", "", call -> audited(call, Json.array())),
                Route.of("GET", VM + "/feature", "feature! snapname", DiskRoutes::feature),
                Route.of(
                        "POST",
                        VM + "/move_disk",
                        "disk! storage delete:bool digest format bwlimit:int target-vmid:vmid target-disk",
                        DiskRoutes::move));
    }

    private static JsonNode audited(ApiCall call, JsonNode answer) {
        call.needAny("/", "Sys.Audit", "Datastore.Audit");
        return answer;
    }

    private static JsonNode ofNode(ApiCall call) {
        var all = Json.array();
        all.addObject()
                .put("devpath", "/dev/nvme0n1")
                .put("type", "nvme")
                .put("size", 1024 * Size.GIB)
                .put("vendor", "unknown")
                .put("model", "Simulated NVMe")
                .put("serial", "SIM0001")
                .put("wwn", "eui.0025385b71b00001")
                .put("gpt", 1)
                .put("used", "LVM")
                .put("wearout", 99)
                .put("health", "PASSED");
        return audited(call, all);
    }

    private static JsonNode feature(ApiCall call) {
        call.needOnVm("VM.Audit");
        var vm = call.vm();
        var name = call.parameters().need("feature");
        if (!List.of("snapshot", "clone", "copy").contains(name)) {
            throw ApiFailure.invalid(
                    "feature", "value '" + name + "' does not have a value in the enumeration 'snapshot, clone, copy'");
        }
        // A linked copy is made of a template.
        var has = !name.equals("clone") || vm.is("template");
        var answer = Json.object().put("hasFeature", has ? 1 : 0);
        answer.putArray("nodes").add(vm.node());
        return answer;
    }

    private static JsonNode move(ApiCall call) {
        call.needOnVm("VM.Config.Disk");
        if (call.get("target-vmid").isPresent() || call.get("target-disk").isPresent()) {
            throw ApiFailure.died("the simulator gives no disk to another machine");
        }
        var storage = call.parameters().need("storage");
        call.need("/storage/" + storage, "Datastore.AllocateSpace");
        var pve = call.pve();
        var given = call.vm();
        var slot = call.parameters().need("disk");
        pve.storages.need(storage);
        var drive = given.drive(slot).orElseThrow(() -> ApiFailure.died("disk '" + slot + "' does not exist"));
        if (drive.isCdrom()) {
            throw ApiFailure.died("you can't move a cdrom");
        }
        if (drive.storage().filter(storage::equals).isPresent()) {
            throw ApiFailure.died("you can't move to the same storage with same format");
        }
        if (pve.machines.isOn(given.vmid())) {
            throw ApiFailure.died("the simulator moves the disks of machines that are off");
        }
        return Json.text(pve.tasks.launch(
                given.node(), "qmmove", Integer.toString(given.vmid()), call.caller(), call.fate(), run -> {
                    run.flock(Flocks.ofVm(given.vmid()));
                    run.step(Process.IMAGE_IMPORT, "vm " + given.vmid(), () -> {
                        moved(call, slot, storage);
                        run.ok();
                    });
                }));
    }

    private static void moved(ApiCall call, String slot, String storage) {
        var pve = call.pve();
        var vm = call.vm();
        Guard.unlocked(vm);
        call.get("digest").filter(known -> !known.equals(Vms.digest(vm))).ifPresent(known -> {
            throw ApiFailure.died("checksum mismatch (file change by other user?)");
        });
        var drive = vm.drive(slot).orElseThrow(() -> ApiFailure.died("disk '" + slot + "' does not exist"));
        var old = pve.volumes.need(vm.node(), drive.file());
        var copy = pve.storages.allocate(vm.node(), storage, vm.vmid(), "disk", old.size());
        pve.volumes.copyContent(old, copy);
        var changed = vm.with(slot, drive.onVolume(copy).spec().print());
        if (call.parameters().is("delete")) {
            pve.volumes.remove(old);
        } else {
            var unused = 0;
            while (changed.option("unused" + unused).isPresent()) {
                unused++;
            }
            changed = changed.with("unused" + unused, old.volid());
        }
        pve.vms.put(changed);
    }
}
