package io.homelab.simulator.proxmox;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** A machine's status as lists show it. */
final class VmStatus {
    private VmStatus() {}

    static ObjectNode of(Pve pve, VmDocument vm) {
        var machine = pve.machines.find(vm.vmid());
        var uptime = machine.map(on ->
                        Duration.between(on.since(), pve.world.clock().now()).toSeconds())
                .map(seconds -> Math.max(0, seconds))
                .orElse(0L);
        var row = Json.object()
                .put("vmid", vm.vmid())
                .put("name", vm.name())
                .put("status", machine.isPresent() ? "running" : "stopped")
                .put("uptime", uptime)
                .put("cpus", VmFacts.cpus(vm))
                .put("cpu", machine.isPresent() ? 0.05 : 0)
                .put("maxmem", VmFacts.memoryMiB(vm) * Size.MIB)
                .put("mem", machine.isPresent() ? VmFacts.memoryMiB(vm) * Size.MIB / 3 : 0)
                .put("maxdisk", VmFacts.diskBytes(vm))
                .put("disk", 0)
                .put("netin", uptime * 4_000)
                .put("netout", uptime * 2_500)
                .put("diskread", uptime * 9_000)
                .put("diskwrite", uptime * 12_000);
        vm.option("tags").ifPresent(tags -> row.put("tags", tags));
        vm.lock().ifPresent(lock -> row.put("lock", lock));
        if (vm.is("template")) {
            row.put("template", 1);
        }
        machine.ifPresent(on -> row.put("pid", 100_000 + on.number()));
        return row;
    }
}
