package io.homelab.simulator.talos.api;

import static io.homelab.simulator.talos.api.ResourceViews.map;

import io.homelab.simulator.talos.node.TalosNode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Resources about a machine's network and its disks' volumes, which people read and programs seldom do. */
final class NetworkViews {
    static final List<ResourceKinds> KINDS = List.of(
            kind(
                    "AddressStatuses",
                    "AddressStatus",
                    List.of("address", "addresses"),
                    "Address={.address}",
                    "Link={.linkName}"),
            kind(
                    "LinkStatuses",
                    "LinkStatus",
                    List.of("link", "links"),
                    "Type={.type}",
                    "Kind={.kind}",
                    "Hw Addr={.hardwareAddr}",
                    "Oper State={.operationalState}",
                    "Link State={.linkState}"),
            kind(
                    "RouteStatuses",
                    "RouteStatus",
                    List.of("route", "routes"),
                    "Destination={.dst}",
                    "Gateway={.gateway}",
                    "Link={.outLinkName}",
                    "Metric={.priority}"),
            kind("ResolverStatuses", "ResolverStatus", List.of("resolver", "resolvers"), "Resolvers={.dnsServers}"),
            kind(
                    "TimeServerStatuses",
                    "TimeServerStatus",
                    List.of("timeserver", "timeservers"),
                    "Timeservers={.timeServers}"));

    private NetworkViews() {}

    private static ResourceKinds kind(String plural, String singular, List<String> more, String... columns) {
        return new ResourceKinds(plural + ".net.talos.dev", "network", singular, more, List.of(columns), false);
    }

    static void make(TalosNode node, String type, ResourceViews out) {
        switch (type.substring(0, type.indexOf('.'))) {
            case "AddressStatuses" -> {
                out.add("lo/127.0.0.1/8", map("address", "127.0.0.1/8", "linkName", "lo", "family", "inet4"), null);
                node.addresses().forEach(a -> {
                    var address = a.address() + "/" + a.prefix();
                    out.add(
                            a.nic() + "/" + address,
                            map("address", address, "linkName", a.nic(), "family", "inet4", "scope", "global"),
                            null);
                });
            }
            case "LinkStatuses" -> {
                out.add(
                        "lo",
                        map(
                                "type",
                                "loopback",
                                "hardwareAddr",
                                "00:00:00:00:00:00",
                                "operationalState",
                                "unknown",
                                "linkState",
                                true),
                        null);
                node.addresses()
                        .forEach(a -> out.add(
                                a.nic(),
                                map(
                                        "type",
                                        "ether",
                                        "hardwareAddr",
                                        a.mac(),
                                        "operationalState",
                                        "up",
                                        "linkState",
                                        true,
                                        "mtu",
                                        1500),
                                null));
            }
            case "RouteStatuses" -> {
                var gateway = node.site().world().lan().host(1).getHostAddress();
                node.addresses()
                        .forEach(a -> out.add(
                                "inet4/" + gateway + "//1024",
                                map("dst", "", "gateway", gateway, "outLinkName", a.nic(), "priority", 1024),
                                null));
            }
            case "ResolverStatuses" ->
                out.add(
                        "resolvers",
                        map("dnsServers", configured(node, "machine.network.nameservers", "1.1.1.1")),
                        null);
            case "TimeServerStatuses" ->
                out.add(
                        "timeservers",
                        map("timeServers", configured(node, "machine.time.servers", "time.cloudflare.com")),
                        null);
            default -> throw new IllegalStateException("no view of " + type);
        }
    }

    private static List<String> configured(TalosNode node, String path, String otherwise) {
        var all = new ArrayList<String>();
        node.config().ifPresent(config -> {
            for (JsonNode one : config.at(path)) {
                all.add(one.asString(""));
            }
        });
        return all.isEmpty() ? List.of(otherwise) : all;
    }
}
