package io.homelab.simulator.proxmox;

import io.homelab.simulator.zfs.PoolDocument;
import io.homelab.simulator.zfs.PoolDocument.Disk;
import io.homelab.simulator.zfs.PoolStatus;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ZFS pools of a node, as pve-storage reads them out of {@code zpool} (PVE::API2::Disks::ZFS). */
final class ZfsRoutes {
    private ZfsRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.of("GET", "/nodes/{node}/disks/zfs", "", ZfsRoutes::list),
                Route.of("GET", "/nodes/{node}/disks/zfs/{name}", "", ZfsRoutes::detail));
    }

    private static JsonNode list(ApiCall call) {
        call.need("/", "Sys.Audit");
        var all = Json.array();
        pools(call).forEach(pool -> all.addObject()
                .put("name", pool.name())
                .put("size", pool.size())
                .put("alloc", pool.allocated())
                .put("free", pool.size() - pool.allocated())
                .put("frag", 3)
                .put("dedup", 1.0)
                .put("health", pool.state()));
        return all;
    }

    private static List<PoolDocument> pools(ApiCall call) {
        return call.node().equals(call.pve().nodes.names().getFirst())
                ? call.pve().pools.all()
                : List.of();
    }

    private static JsonNode detail(ApiCall call) {
        call.need("/", "Sys.Audit");
        var name = call.parameters().need("name");
        var pool = pools(call).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiFailure(
                        500, "command '/sbin/zpool status -P " + name + "' failed: exit code 1", Map.of()));
        var answer = Json.object()
                .put("name", pool.name())
                .put("state", pool.state())
                .put("scan", pool.scan())
                .put("errors", pool.errors())
                .put("leaf", 0);
        PoolStatus.trouble(pool)
                .ifPresent(trouble -> answer.put("status", trouble.status()).put("action", trouble.action()));
        var sections = answer.putArray("children");
        var top = row(sections.addObject(), pool.name(), pool.state()).put("leaf", 0);
        var mirror = row(top.putArray("children").addObject(), "mirror-0", pool.state())
                .put("leaf", 0);
        var disks = mirror.putArray("children");
        pool.disks().forEach(disk -> disk(disks.addObject(), disk));
        // Titles of sections have no state, and a spare that waits has no counters.
        var spares = sections.addObject().put("name", "spares").put("msg", "").put("leaf", 0);
        spares.putArray("children")
                .addObject()
                .put("name", PoolStatus.SPARE)
                .put("state", "AVAIL")
                .put("msg", "")
                .put("leaf", 1);
        return answer;
    }

    private static ObjectNode row(ObjectNode row, String name, String state) {
        return row.put("name", name)
                .put("state", state)
                .put("read", 0)
                .put("write", 0)
                .put("cksum", 0)
                .put("msg", "");
    }

    private static void disk(ObjectNode row, Disk disk) {
        row(row, disk.name(), disk.state())
                .put("read", disk.read())
                .put("write", disk.write())
                .put("cksum", disk.checksum())
                .put("msg", disk.message() == null ? "" : disk.message())
                .put("leaf", 1);
    }
}
