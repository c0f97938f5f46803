package io.homelab.simulator.proxmox;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a small homelab has nothing of: the answers of a host where nobody set it up. */
final class QuietRoutes {
    private static final String VM = "/nodes/{node}/qemu/{vmid}";

    private QuietRoutes() {}

    static List<Route> all() {
        return List.of(
                nothing("/access/groups"),
                nothing("/cluster/ha/groups"),
                nothing("/cluster/ha/status/current"),
                nothing("/cluster/replication"),
                nothing("/cluster/firewall/groups"),
                nothing("/cluster/firewall/rules"),
                nothing("/cluster/firewall/aliases"),
                nothing("/cluster/firewall/ipset"),
                nothing("/cluster/sdn/zones"),
                nothing("/cluster/sdn/vnets"),
                nothing("/cluster/mapping/usb"),
                nothing("/cluster/mapping/dir"),
                nothing("/cluster/metrics/server"),
                nothing("/cluster/config/nodes"),
                nothing("/nodes/{node}/replication"),
                nothing("/nodes/{node}/aplinfo"),
                nothing("/nodes/{node}/hardware/usb"),
                nothing("/nodes/{node}/firewall/rules"),
                Route.of("GET", "/cluster/firewall/options", "", call -> Json.object()
                        .put("enable", 0)),
                Route.of("GET", "/nodes/{node}/firewall/options", "", call -> Json.object()),
                Route.of("GET", "/nodes/{node}/config", "property", call -> Json.object()
                        .put("digest", "da39a3ee5e6b4b0d3255bfef95601890afd80709")),
                Route.of("GET", VM + "/firewall/options", "", call -> seen(call, Json.object())),
                Route.of("GET", VM + "/firewall/rules", "", call -> seen(call, Json.array())),
                Route.of("GET", VM + "/firewall/ipset", "", call -> seen(call, Json.array())),
                Route.of("GET", VM + "/firewall/aliases", "", call -> seen(call, Json.array())),
                Route.of("GET", "/cluster/backup-info/not-backed-up", "", QuietRoutes::notBackedUp));
    }

    private static Route nothing(String path) {
        return Route.of("GET", path, "", call -> Json.array());
    }

    private static JsonNode seen(ApiCall call, JsonNode answer) {
        call.needOnVm("VM.Audit");
        call.vm();
        return answer;
    }

    /** There are no backup jobs, so that is every machine. */
    private static JsonNode notBackedUp(ApiCall call) {
        call.need("/", "Sys.Audit");
        var all = Json.array();
        call.pve().vms.all().forEach(vm -> all.addObject()
                .put("vmid", vm.vmid())
                .put("name", vm.name())
                .put("type", "qemu"));
        return all;
    }
}
