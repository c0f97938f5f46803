package io.homelab.simulator.talos.config;

import io.homelab.simulator.world.Hardware;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Cloud-init's network configuration, versions 1 and 2. */
final class CloudInitNetwork {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private CloudInitNetwork() {}

    /** The static address that it gives, if any. */
    static Optional<NetworkPlan> fixed(String networkConfig, List<Hardware.Nic> nics) {
        try {
            var root = YAML.readTree(networkConfig);
            var network = root.has("network") ? root.path("network") : root;
            return network.path("version").asInt(1) == 2 ? second(network, nics) : first(network, nics);
        } catch (JacksonException e) {
            // As Talos does: a drive that cannot be read configures nothing.
            return Optional.empty();
        }
    }

    private static Optional<NetworkPlan> first(JsonNode network, List<Hardware.Nic> nics) {
        for (var item : network.path("config")) {
            for (var subnet : item.path("subnets")) {
                if (subnet.path("type").asString("").startsWith("static")) {
                    var address = subnet.path("address").asString("");
                    var cidr = address.contains("/")
                            ? address
                            : address + "/" + prefix(subnet.path("netmask").asString("255.255.255.0"));
                    return Optional.of(NetworkPlan.fixed(card(item.path("mac_address"), nics), cidr));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<NetworkPlan> second(JsonNode network, List<Hardware.Nic> nics) {
        for (var ethernet : network.path("ethernets")) {
            var addresses = ethernet.path("addresses");
            if (!addresses.isEmpty()) {
                var nic = card(ethernet.path("match").path("macaddress"), nics);
                return Optional.of(NetworkPlan.fixed(nic, addresses.get(0).asString("")));
            }
        }
        return Optional.empty();
    }

    private static Hardware.Nic card(JsonNode mac, List<Hardware.Nic> nics) {
        return nics.stream()
                .filter(nic -> nic.mac().equalsIgnoreCase(mac.asString("")))
                .findFirst()
                .orElse(nics.getFirst());
    }

    private static int prefix(String netmask) {
        var bits = 0;
        for (var part : netmask.split("\\.", -1)) {
            bits += Integer.bitCount(Integer.parseInt(part));
        }
        return bits;
    }
}
