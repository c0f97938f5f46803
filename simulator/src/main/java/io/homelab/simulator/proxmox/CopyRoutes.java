package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Clones, templates, migration. */
final class CopyRoutes {
    private CopyRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of(
                        "POST",
                        "/nodes/{node}/qemu/{vmid}/clone",
                        "newid:vmid! name:dns full:bool target storage format pool snapname description bwlimit:number",
                        CopyRoutes::copy),
                Route.of("POST", "/nodes/{node}/qemu/{vmid}/template", "disk", CopyRoutes::template),
                Route.of(
                        "POST",
                        "/nodes/{node}/qemu/{vmid}/migrate",
                        "target! online:bool force:bool with-local-disks:bool targetstorage bwlimit:int",
                        CopyRoutes::migrate));
    }

    private static JsonNode copy(ApiCall call) {
        var pve = call.pve();
        var source = call.vm();
        var newId = Integer.parseInt(call.parameters().need("newid"));
        call.needOnVm("VM.Clone");
        call.need("/vms/" + newId, "VM.Allocate");
        var target = call.get("target").orElse(source.node());
        pve.nodes.need(target);
        var full = call.parameters().is("full") || !source.is("template");
        if (!full && call.get("storage").isPresent()) {
            throw ApiFailure.died("parameter 'storage' not allowed for linked clones");
        }
        if (pve.vms.find(newId).isPresent()) {
            throw ApiFailure.died("unable to create VM " + newId + ": config file already exists");
        }
        Guard.unlocked(source);
        needShared(pve, source, target);
        pve.vms.put(VmDocument.locked(newId, target, "clone", call.get("pool").orElse(null)));
        return Json.text(pve.tasks.launch(
                source.node(), "qmclone", Integer.toString(source.vmid()), call.caller(), call.fate(), run -> {
                    run.onFailure(() -> pve.vms.remove(newId));
                    run.flock(Flocks.ofVm(newId));
                    if (full) {
                        source.drives().stream()
                                .filter(Drive::isHardDisk)
                                .flatMap(drive -> call.get("storage").or(drive::storage).stream())
                                .distinct()
                                .forEach(storage -> run.flock(Flocks.ofStorage(storage)));
                    }
                    run.step(full ? Process.IMAGE_IMPORT : Process.VM_CREATE, "vm " + newId, () -> {
                        made(call, source, newId, full);
                        run.ok();
                    });
                }));
    }

    private static void needShared(Pve pve, VmDocument source, String target) {
        var local = source.drives().stream()
                .flatMap(drive -> drive.storage().flatMap(pve.storages::find).stream())
                .anyMatch(storage -> !storage.shared());
        if (local && !target.equals(source.node())) {
            throw ApiFailure.died("can't clone VM to node '" + target + "' (VM uses local storage)");
        }
    }

    private static void made(ApiCall call, VmDocument source, int newId, boolean full) {
        var pve = call.pve();
        var fresh = pve.vms.need(newId);
        var config = new LinkedHashMap<>(source.config());
        List.of("lock", "template", "smbios1", "vmgenid").forEach(config::remove);
        config.put("smbios1", "uuid=" + UUID.randomUUID());
        config.put("vmgenid", UUID.randomUUID().toString());
        config.replaceAll((key, value) -> key.matches("net\\d+") ? withoutMac(key, value) : value);
        for (var drive : source.drives()) {
            var volume = pve.volumes.find(source.node(), drive.file());
            if (volume.isPresent() && volume.get().vmid() != null) {
                var storage = call.get("storage").orElse(volume.get().storage());
                var suffix = drive.isCloudInit() ? "cloudinit" : "disk";
                var copy = pve.storages.allocate(
                        fresh.node(), storage, newId, suffix, volume.get().size());
                var linked = full ? copy : linked(pve, copy, volume.get());
                pve.volumes.copyContent(volume.get(), linked);
                config.put(drive.slot(), drive.onVolume(linked).spec().print());
            }
        }
        config.put("name", call.get("name").orElse("Copy-of-VM-" + source.name()));
        call.get("description").ifPresent(text -> config.put("description", text));
        pve.vms.put(fresh.with(config));
    }

    private static VolumeDocument linked(Pve pve, VolumeDocument copy, VolumeDocument base) {
        var linked = new VolumeDocument(
                copy.volid(),
                copy.storage(),
                copy.node(),
                copy.content(),
                copy.format(),
                copy.size(),
                copy.vmid(),
                copy.ctime(),
                null,
                base.volid(),
                false);
        pve.volumes.put(linked);
        return linked;
    }

    private static String withoutMac(String key, String value) {
        var card = NetworkCard.of(key, value);
        return NetworkCard.of(
                        key,
                        card.spec().without(card.model()).withHead(card.model()).print())
                .settled();
    }

    private static JsonNode template(ApiCall call) {
        call.needOnVm("VM.Allocate");
        var pve = call.pve();
        var given = call.vm();
        Guard.unlocked(given);
        if (given.is("template")) {
            throw ApiFailure.died("you can't convert a template to a template");
        }
        if (pve.machines.isOn(given.vmid())) {
            throw ApiFailure.died("you can't convert a VM to template if VM is running");
        }
        return Json.text(pve.tasks.launch(
                given.node(), "qmtemplate", Integer.toString(given.vmid()), call.caller(), call.fate(), run -> {
                    run.flock(Flocks.ofVm(given.vmid()));
                    run.step(Process.VM_CONFIG, "vm " + given.vmid(), () -> {
                        var config = new LinkedHashMap<>(call.vm().config());
                        for (var drive : call.vm().drives()) {
                            pve.volumes
                                    .find(given.node(), drive.file())
                                    .filter(volume -> volume.vmid() != null && !drive.isCloudInit())
                                    .ifPresent(volume -> {
                                        var base = volume.asBase(
                                                volume.volid().replace("vm-" + given.vmid(), "base-" + given.vmid()));
                                        pve.volumes.move(volume, base);
                                        config.put(
                                                drive.slot(),
                                                drive.onVolume(base).spec().print());
                                    });
                        }
                        config.put("template", "1");
                        pve.vms.put(call.vm().with(config));
                        run.ok();
                    });
                }));
    }

    private static JsonNode migrate(ApiCall call) {
        call.needOnVm("VM.Migrate");
        var pve = call.pve();
        var given = call.vm();
        var target = call.parameters().need("target");
        pve.nodes.need(target);
        if (target.equals(given.node())) {
            throw ApiFailure.invalid("target", "target is local node.");
        }
        if (pve.machines.isOn(given.vmid()) && !call.parameters().is("online")) {
            throw ApiFailure.died("can't migrate running VM without --online");
        }
        return Json.text(pve.tasks.launch(
                given.node(), "qmigrate", Integer.toString(given.vmid()), call.caller(), call.fate(), run -> {
                    run.flock(Flocks.ofVm(given.vmid()));
                    run.step(Process.IMAGE_IMPORT, "vm " + given.vmid(), () -> {
                        new Migration(pve).move(given.vmid(), target);
                        run.ok();
                    });
                }));
    }
}
