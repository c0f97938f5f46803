package io.homelab.simulator.proxmox;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pools of machines, by the older paths with the name in them and by the newer ones with the name as a parameter. */
final class PoolRoutes {
    private static final String CHANGE = "comment vms storage delete:bool allow-move:bool";

    private PoolRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/pools", "poolid type", PoolRoutes::list),
                Route.of("GET", "/pools/{poolid}", "type", call -> document(call, need(call))),
                Route.of("POST", "/pools", "poolid! comment", PoolRoutes::create),
                Route.of("PUT", "/pools", "poolid! " + CHANGE, PoolRoutes::change),
                Route.of("PUT", "/pools/{poolid}", CHANGE, PoolRoutes::change),
                Route.of("DELETE", "/pools", "poolid!", PoolRoutes::remove),
                Route.of("DELETE", "/pools/{poolid}", "", PoolRoutes::remove));
    }

    /** The name of the pool that the call is about, when there is such a pool and the caller may see it. */
    private static String need(ApiCall call) {
        var id = call.parameters().need("poolid");
        if (call.pve().hardwired.pools().get(id).isEmpty()) {
            throw ApiFailure.died("pool '" + id + "' does not exist");
        }
        return id;
    }

    private static JsonNode list(ApiCall call) {
        var all = Json.array();
        if (call.get("poolid").isPresent()) {
            return all.add(document(call, need(call)));
        }
        var pools = call.pve().hardwired.pools();
        pools.keys().forEach(id -> all.addObject()
                .put("poolid", id)
                .put("comment", pools.get(id).orElse("")));
        return all;
    }

    private static ObjectNode document(ApiCall call, String id) {
        var pve = call.pve();
        var pool = Json.object()
                .put("poolid", id)
                .put("comment", pve.hardwired.pools().get(id).orElse(""));
        var members = pool.putArray("members");
        pve.vms.all().stream()
                .filter(vm -> id.equals(vm.pool()))
                .forEach(vm -> members.add(VmStatus.of(pve, vm)
                        .put("id", "qemu/" + vm.vmid())
                        .put("type", "qemu")
                        .put("node", vm.node())));
        return pool;
    }

    private static JsonNode create(ApiCall call) {
        var id = call.parameters().need("poolid");
        call.need("/pool/" + id, "Pool.Allocate");
        if (call.pve().hardwired.pools().get(id).isPresent()) {
            throw ApiFailure.died("create pool failed: pool '" + id + "' already exists");
        }
        call.pve().hardwired.pools().put(id, call.get("comment").orElse(""));
        return Json.nothing();
    }

    private static JsonNode change(ApiCall call) {
        var id = need(call);
        call.need("/pool/" + id, "Pool.Allocate");
        if (!call.parameters().list("storage").isEmpty()) {
            throw ApiFailure.died("update pools failed: the simulator keeps no storages in pools");
        }
        for (var vmid : call.parameters().list("vms")) {
            call.need("/vms/" + vmid, "VM.Allocate");
            move(call, id, vmid);
        }
        call.get("comment").ifPresent(text -> call.pve().hardwired.pools().put(id, text));
        return Json.nothing();
    }

    private static void move(ApiCall call, String id, String number) {
        var vm = (number.matches("\\d+")
                        ? call.pve().vms.find(Integer.parseInt(number))
                        : java.util.Optional.<VmDocument>empty())
                .orElseThrow(() -> ApiFailure.died("update pools failed: VM " + number + " does not exist"));
        var other = vm.pool();
        if (call.parameters().is("delete")) {
            if (!id.equals(other)) {
                throw ApiFailure.died("update pools failed: VM " + number + " is not a pool member");
            }
            call.pve().vms.put(vm.inPool(null));
            return;
        }
        if (id.equals(other)) {
            throw ApiFailure.died("update pools failed: VM " + number + " is already a pool member");
        }
        if (other != null && !call.parameters().is("allow-move")) {
            throw ApiFailure.died("update pools failed: VM " + number + " belongs already to pool '" + other
                    + "' and 'allow-move' is not set");
        }
        call.pve().vms.put(vm.inPool(id));
    }

    private static JsonNode remove(ApiCall call) {
        var id = call.parameters().need("poolid");
        call.need("/pool/" + id, "Pool.Allocate");
        if (call.pve().hardwired.pools().get(id).isEmpty()) {
            throw ApiFailure.died("delete pool failed: pool '" + id + "' does not exist");
        }
        call.pve().vms.all().stream()
                .filter(vm -> id.equals(vm.pool()))
                .findFirst()
                .ifPresent(vm -> {
                    throw ApiFailure.died(
                            "delete pool failed: pool '" + id + "' is not empty (contains VM " + vm.vmid() + ")");
                });
        call.pve().hardwired.pools().remove(id);
        return Json.nothing();
    }
}
