package io.homelab.simulator.proxmox;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Round-robin data: seventy points, with no values for the time before a machine was on. */
final class Rrd {
    private static final int POINTS = 70;
    private static final Map<String, Integer> STEP =
            Map.of("hour", 60, "day", 1800, "week", 10_800, "month", 43_200, "year", 604_800);

    private Rrd() {}

    static JsonNode node(ApiCall call) {
        call.need("/nodes/" + call.node(), "Sys.Audit");
        return points(call, point -> point.put("cpu", 0.08)
                .put("maxcpu", call.pve().options.cores())
                .put("memtotal", call.pve().options.memoryMiB() * Size.MIB)
                .put("netin", 4000.0)
                .put("netout", 2500.0));
    }

    static JsonNode vm(ApiCall call) {
        call.needOnVm("VM.Audit");
        var vm = call.vm();
        var since = call.pve().machines.find(vm.vmid()).map(on -> on.since().getEpochSecond());
        return points(call, point -> {
            if (since.isPresent() && point.get("time").asLong() >= since.get()) {
                point.put("cpu", 0.05)
                        .put("maxcpu", VmFacts.cpus(vm))
                        .put("mem", VmFacts.memoryMiB(vm) * Size.MIB / 3)
                        .put("maxmem", VmFacts.memoryMiB(vm) * Size.MIB)
                        .put("netin", 4000.0)
                        .put("netout", 2500.0)
                        .put("diskread", 9000.0)
                        .put("diskwrite", 12_000.0);
            }
        });
    }

    private static JsonNode points(ApiCall call, java.util.function.Consumer<ObjectNode> fill) {
        int step = STEP.getOrDefault(call.parameters().need("timeframe"), 60);
        var last = call.pve().state.seconds() / step * step;
        var all = Json.array();
        for (int i = POINTS - 1; i >= 0; i--) {
            fill.accept(all.addObject().put("time", last - (long) i * step));
        }
        return all;
    }
}
