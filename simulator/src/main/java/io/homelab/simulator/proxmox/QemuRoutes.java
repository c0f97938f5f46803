package io.homelab.simulator.proxmox;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Machines: list, create, status, destroy. */
final class QemuRoutes {
    private QemuRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/nodes/{node}/qemu", "full:bool", QemuRoutes::list),
                Route.of("GET", "/nodes/{node}/lxc", "", call -> Json.array()),
                Route.of(
                        "POST",
                        "/nodes/{node}/qemu",
                        "vmid:vmid! archive bwlimit:int force:bool live-restore:bool pool start:bool storage"
                                + " unique:bool import-working-storage ha-managed:bool" + ConfigKeys.SCHEMA,
                        QemuRoutes::create),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}", "", QemuRoutes::index),
                Route.of(
                        "DELETE",
                        "/nodes/{node}/qemu/{vmid}",
                        "purge:bool destroy-unreferenced-disks:bool skiplock:bool",
                        QemuRoutes::destroy),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/status", "", QemuRoutes::index),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/status/current", "", QemuRoutes::current),
                Route.of("GET", "/nodes/{node}/qemu/{vmid}/rrddata", "timeframe! cf", Rrd::vm));
    }

    private static JsonNode list(ApiCall call) {
        var all = Json.array();
        call.pve().vms.all().stream()
                .filter(vm -> vm.node().equals(call.node()) && call.has("/vms/" + vm.vmid(), "VM.Audit"))
                .forEach(vm -> all.add(VmStatus.of(call.pve(), vm)));
        return all;
    }

    private static JsonNode create(ApiCall call) {
        var vmid = call.vmid();
        if (call.get("archive").isPresent()) {
            throw ApiFailure.died("unable to restore VM " + vmid + " - the simulator keeps no backup archives");
        }
        var pool = call.get("pool");
        if (!call.has("/vms/" + vmid, "VM.Allocate")) {
            if (pool.isEmpty()) {
                throw ApiFailure.denied("/vms/" + vmid, "VM.Allocate");
            }
            call.need("/pool/" + pool.get(), "VM.Allocate");
        }
        var options = ConfigKeys.of(call.parameters());
        new ConfigPermissions(call, vmid, true).check(options);
        var request = new Lifecycle.Request(
                vmid, call.node(), options, pool.orElse(null), call.parameters().is("start"));
        return Json.text(call.pve().lifecycle.create(request, call.caller(), call.fate()));
    }

    private static JsonNode index(ApiCall call) {
        call.vm();
        var all = Json.array();
        List.of("config", "pending", "status", "agent", "snapshot")
                .forEach(name -> all.addObject().put("subdir", name));
        return all;
    }

    private static JsonNode destroy(ApiCall call) {
        call.needOnVm("VM.Allocate");
        var skip = call.rootOnly("skiplock");
        var unreferenced = call.parameters().is("destroy-unreferenced-disks");
        return Json.text(call.pve().lifecycle.destroy(call.vm(), unreferenced, skip, call.caller(), call.fate()));
    }

    private static JsonNode current(ApiCall call) {
        call.needOnVm("VM.Audit");
        var vm = call.vm();
        var row = VmStatus.of(call.pve(), vm);
        var on = call.pve().machines.isOn(vm.vmid());
        row.put("qmpstatus", on ? vm.paused() ? "paused" : "running" : "stopped");
        row.putObject("ha").put("managed", 0);
        if (VmFacts.agent(vm)) {
            row.put("agent", 1);
        }
        if (on) {
            row.put("running-qemu", "9.2.0").put("running-machine", "pc-q35-9.2+pve1");
        }
        if (call.pve().options.isAtLeast(9)) {
            for (var kind : List.of(
                    "pressurecpusome",
                    "pressurecpufull",
                    "pressurememorysome",
                    "pressurememoryfull",
                    "pressureiosome",
                    "pressureiofull")) {
                row.put(kind, 0);
            }
        }
        return row;
    }
}
