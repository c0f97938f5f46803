package io.homelab.simulator.proxmox;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One node: what it is and what it has. */
final class NodeRoutes {
    private static final long UPTIME = 86_400;

    private NodeRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/nodes", "", NodeRoutes::list),
                Route.of("GET", "/nodes/{node}/status", "", NodeRoutes::status),
                Route.of("GET", "/nodes/{node}/version", "", call -> Json.object()
                        .put("version", call.pve().options.pveVersion() + ".0")
                        .put("release", call.pve().options.pveVersion())
                        .put("repoid", "2a6e1c3f4b5d6e7f")),
                Route.of("GET", "/nodes/{node}/time", "", NodeRoutes::time),
                Route.of("GET", "/nodes/{node}/network", "type", NodeRoutes::network),
                Route.of("GET", "/nodes/{node}/dns", "", call -> Json.object()
                        .put("search", "lab.internal")
                        .put("dns1", call.pve().world.lan().host(1).getHostAddress())),
                Route.of("GET", "/nodes/{node}/rrddata", "timeframe! cf", Rrd::node),
                Route.of("GET", "/nodes/{node}/apt/versions", "", NodeRoutes::versions),
                Route.of("GET", "/nodes/{node}/apt/update", "", call -> Json.array()),
                Route.of("GET", "/nodes/{node}/subscription", "", call -> Json.object()
                        .put("status", "notfound")),
                Route.of("GET", "/nodes/{node}/services", "", call -> Json.array()));
    }

    private static JsonNode list(ApiCall call) {
        var all = Json.array();
        for (var node : call.pve().nodes.names()) {
            var row = call.has("/nodes/" + node, "Sys.Audit")
                    ? row(call.pve(), node)
                    : Json.object().put("node", node);
            all.add(row.put("type", "node").put("id", "node/" + node));
        }
        return all;
    }

    static ObjectNode row(Pve pve, String node) {
        var alive = pve.nodes.isAlive(node);
        var row = Json.object()
                .put("node", node)
                .put("status", alive ? "online" : "offline")
                .put("level", "");
        if (alive) {
            row.put("cpu", 0.08)
                    .put("maxcpu", pve.options.cores())
                    .put("mem", usedMemory(pve, node))
                    .put("maxmem", pve.options.memoryMiB() * Size.MIB)
                    .put("disk", 12 * Size.GIB)
                    .put("maxdisk", 94 * Size.GIB)
                    .put("uptime", UPTIME);
        }
        return row;
    }

    private static long usedMemory(Pve pve, String node) {
        return 2 * Size.GIB
                + pve.vms.all().stream()
                        .filter(vm -> vm.node().equals(node) && pve.machines.isOn(vm.vmid()))
                        .mapToLong(vm -> VmFacts.memoryMiB(vm) * Size.MIB)
                        .sum();
    }

    private static JsonNode status(ApiCall call) {
        call.need("/nodes/" + call.node(), "Sys.Audit");
        var pve = call.pve();
        var total = pve.options.memoryMiB() * Size.MIB;
        var used = usedMemory(pve, call.node());
        var status = Json.object()
                .put("uptime", UPTIME)
                .put("cpu", 0.08)
                .put("idle", 0)
                .put("wait", 0.001);
        status.put("pveversion", "pve-manager/" + pve.options.pveVersion() + ".0/2a6e1c3f4b5d6e7f");
        status.put("kversion", "Linux 6.8.12-9-pve #1 SMP");
        status.putObject("current-kernel")
                .put("sysname", "Linux")
                .put("release", "6.8.12-9-pve")
                .put("machine", "x86_64")
                .put("version", "#1 SMP");
        status.putObject("boot-info").put("mode", "efi").put("secureboot", 0);
        status.putObject("memory").put("total", total).put("used", used).put("free", total - used);
        status.putObject("swap").put("total", 0).put("used", 0).put("free", 0);
        status.putObject("rootfs")
                .put("total", 94 * Size.GIB)
                .put("used", 12 * Size.GIB)
                .put("avail", 82 * Size.GIB)
                .put("free", 82 * Size.GIB);
        status.putObject("cpuinfo")
                .put("cpus", pve.options.cores())
                .put("cores", pve.options.cores() / 2)
                .put("sockets", 1)
                .put("model", "Simulated CPU")
                .put("mhz", "3800.000")
                .put("hvm", "1")
                .put("flags", "vmx svm sse4_2");
        status.putArray("loadavg").add("0.21").add("0.18").add("0.15");
        return status;
    }

    private static JsonNode time(ApiCall call) {
        return Json.object()
                .put("timezone", call.pve().pools.zone().getId())
                .put("time", call.pve().state.seconds())
                .put("localtime", call.pve().state.seconds());
    }

    private static JsonNode network(ApiCall call) {
        var all = Json.array();
        var type = call.get("type").orElse("");
        if (type.isEmpty() || type.equals("eth")) {
            all.addObject()
                    .put("iface", "eno1")
                    .put("type", "eth")
                    .put("active", 1)
                    .put("exists", 1)
                    .put("method", "manual");
        }
        if (!type.equals("eth")) {
            for (var bridge : Network.BRIDGES) {
                var row = all.addObject()
                        .put("iface", bridge)
                        .put("type", "bridge")
                        .put("active", 1)
                        .put("autostart", 1)
                        .put("bridge_stp", "off")
                        .put("bridge_fd", "0")
                        .put("bridge_vlan_aware", 1)
                        .put("method", "manual");
                if (bridge.equals("vmbr0")) {
                    var index = call.pve().nodes.names().indexOf(call.node());
                    var address =
                            NodeAddresses.of(call.pve().world.lan(), index).getHostAddress();
                    row.put("method", "static")
                            .put("bridge_ports", "eno1")
                            .put("address", address)
                            .put("netmask", "24")
                            .put("cidr", address + "/24")
                            .put("gateway", call.pve().world.lan().host(1).getHostAddress());
                } else {
                    row.put("bridge_ports", "");
                }
            }
        }
        return all;
    }

    private static JsonNode versions(ApiCall call) {
        call.need("/nodes/" + call.node(), "Sys.Audit");
        var version = call.pve().options.pveVersion();
        var all = Json.array();
        for (var name : List.of("proxmox-ve", "pve-manager", "qemu-server", "pve-qemu-kvm", "libpve-storage-perl")) {
            all.addObject()
                    .put("Package", name)
                    .put("Title", name)
                    .put("CurrentState", "Installed")
                    .put("OldVersion", version + ".0")
                    .put("Version", version + ".0");
        }
        return all;
    }
}
