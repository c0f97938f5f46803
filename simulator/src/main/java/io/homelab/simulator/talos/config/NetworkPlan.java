package io.homelab.simulator.talos.config;

import io.homelab.simulator.world.Hardware;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a machine gets its address: by the machine configuration, else by the platform's network configuration, else by DHCP.
 *
 * @param fixed the static address; null for DHCP
 */
public record NetworkPlan(Hardware.Nic nic, @Nullable InetAddress fixed, int prefix) {

    /** The plan of a machine; empty when it has no network card. */
    public static Optional<NetworkPlan> of(@Nullable MachineConfig config, Hardware hardware, boolean nocloud) {
        var nics = hardware.nics();
        if (nics.isEmpty()) {
            return Optional.empty();
        }
        if (config != null) {
            for (var face : config.list("machine.network.interfaces")) {
                // An interface that names no card of this machine has no effect, and the card falls back to DHCP.
                var nic = named(face, nics);
                var addresses = face.path("addresses");
                if (nic.isPresent() && !addresses.isEmpty()) {
                    return Optional.of(fixed(nic.get(), addresses.get(0).asString("")));
                }
                if (nic.isPresent() && face.path("dhcp").asBoolean(false)) {
                    return Optional.of(new NetworkPlan(nic.get(), null, 24));
                }
            }
        }
        return Optional.of(
                nocloud
                        ? hardware.cloudInit()
                                .flatMap(drive -> CloudInitNetwork.fixed(drive.networkConfig(), nics))
                                .orElseGet(() -> new NetworkPlan(nics.getFirst(), null, 24))
                        : new NetworkPlan(nics.getFirst(), null, 24));
    }

    static NetworkPlan fixed(Hardware.Nic nic, String cidr) {
        var slash = cidr.indexOf('/');
        var address = slash < 0 ? cidr : cidr.substring(0, slash);
        var prefix = slash < 0 ? 24 : Integer.parseInt(cidr.substring(slash + 1));
        return new NetworkPlan(nic, InetAddress.ofLiteral(address), prefix);
    }

    private static Optional<Hardware.Nic> named(JsonNode face, List<Hardware.Nic> nics) {
        var selector = face.path("deviceSelector");
        if (selector.isObject()) {
            var mac = selector.path("hardwareAddr").asString("").replace("*", "");
            return nics.stream()
                    .filter(nic -> nic.mac()
                            .toLowerCase(java.util.Locale.ROOT)
                            .startsWith(mac.toLowerCase(java.util.Locale.ROOT)))
                    .findFirst();
        }
        var name = face.path("interface").asString("");
        // virtio cards of Proxmox come up as ens18, ens19 … or, without predictable names, as eth0, eth1 …
        return IntStream.range(0, nics.size())
                .filter(i -> name.equals("eth" + i) || name.equals("ens" + (18 + i)) || name.equals("enp0s" + (18 + i)))
                .mapToObj(nics::get)
                .findFirst();
    }
}
