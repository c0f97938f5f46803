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
                Route.of("GET", AGENT + "get-host-name", "", call -> {
                    answering(call);
                    return result(Json.object().put("host-name", call.vm().name()));
                }),
                Route.of("GET", AGENT + "get-time", "", call -> {
                    answering(call);
                    return result(Json.MAPPER
                            .getNodeFactory()
                            .numberNode(call.pve().state.seconds() * 1_000_000_000L));
                }),
                Route.of("GET", AGENT + "info", "", AgentRoutes::info),
                Route.of("POST", AGENT + "exec", "command! input-data", AgentRoutes::exec),
                Route.of("POST", AGENT + "shutdown", "", AgentRoutes::shutdown));
    }

    private static JsonNode result(JsonNode result) {
        return Json.object().set("result", result);
    }

    private static JsonNode info(ApiCall call) {
        answering(call);
        var info = Json.object().put("version", "9.2.0");
        var commands = info.putArray("supported_commands");
        for (var name : List.of(
                "guest-ping",
                "guest-info",
                "guest-network-get-interfaces",
                "guest-get-osinfo",
                "guest-get-host-name",
                "guest-get-time",
                "guest-shutdown",
                "guest-exec")) {
            commands.addObject().put("name", name).put("enabled", true).put("success-response", true);
        }
        return result(info);
    }

    /** The guests here have no programs: as on a system without a shell, none of them is found. */
    private static JsonNode exec(ApiCall call) {
        answering(call);
        throw ApiFailure.died(
                "Agent error: Guest agent command failed, error was 'Failed to execute child process \u201c"
                        + call.parameters().need("command").split("\0", -1)[0] + "\u201d (No such file or directory)'");
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
