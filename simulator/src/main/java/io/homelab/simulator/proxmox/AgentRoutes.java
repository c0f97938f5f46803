package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Guest;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The guest agent, as far as a guest that is not a program can answer. */
final class AgentRoutes {
    private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent/";

    private AgentRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("POST", AGENT + "ping", "", call -> {
                    answering(call);
                    return Json.object().set("result", Json.object());
                }),
                Route.of("GET", AGENT + "network-get-interfaces", "", AgentRoutes::interfaces),
                Route.of("GET", AGENT + "get-osinfo", "", call -> {
                    var machine = answering(call);
                    var os = Json.object().put("id", "linux").put("machine", "x86_64");
                    machine.hardware().disks().stream()
                            .flatMap(disk -> disk.bootImage().stream())
                            .findFirst()
                            .ifPresent(image -> os.put("id", image.system()).put("version", image.version()));
                    return Json.object().set("result", os);
                }),
                Route.of("POST", AGENT + "shutdown", "", AgentRoutes::shutdown));
    }

    private static Machines.Running answering(ApiCall call) {
        if (call.pve().options.isAtLeast(9)) {
            call.needAny("/vms/" + call.vmid(), "VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted");
        } else {
            call.needOnVm("VM.Monitor");
        }
        var vm = call.vm();
        if (!VmFacts.agent(vm)) {
            throw ApiFailure.died("No QEMU guest agent configured");
        }
        var machine = call.pve()
                .machines
                .find(vm.vmid())
                .orElseThrow(() -> ApiFailure.died("VM " + vm.vmid() + " is not running"));
        if (!machine.agentAnswers()) {
            throw ApiFailure.died("QEMU guest agent is not running");
        }
        return machine;
    }

    private static JsonNode interfaces(ApiCall call) {
        var guest = answering(call).guest().orElseThrow();
        var result = Json.array();
        var loopback = result.addObject().put("name", "lo").put("hardware-address", "00:00:00:00:00:00");
        loopback.putArray("ip-addresses")
                .addObject()
                .put("ip-address", "127.0.0.1")
                .put("ip-address-type", "ipv4")
                .put("prefix", 8);
        var cards = guest.addresses().stream()
                .collect(Collectors.groupingBy(Guest.Address::nic, java.util.TreeMap::new, Collectors.toList()));
        cards.forEach((nic, addresses) -> {
            var row = result.addObject()
                    .put("name", nic)
                    .put("hardware-address", addresses.getFirst().mac());
            var all = row.putArray("ip-addresses");
            addresses.forEach(address -> all.addObject()
                    .put("ip-address", address.address())
                    .put("ip-address-type", address.address().contains(":") ? "ipv6" : "ipv4")
                    .put("prefix", address.prefix()));
        });
        return Json.object().set("result", result);
    }

    private static JsonNode shutdown(ApiCall call) {
        var machine = answering(call);
        var vmid = call.vmid();
        machine.guest().ifPresent(guest -> call.pve()
                .world
                .physics()
                .later(
                        java.time.Duration.ZERO,
                        () -> guest.powerButton(() -> call.pve()
                                .state
                                .locked(() -> call.pve().machines.wentDown(vmid, machine.number())))));
        return Json.object().set("result", Json.nothing());
    }
}
