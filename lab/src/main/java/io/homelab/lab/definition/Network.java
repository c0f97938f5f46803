package io.homelab.lab.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network that the machines sit in; vlan is a tag 1..4094 and mtu is in bytes. */
public record Network(
        String cidr,
        String gateway,
        List<String> dns,
        List<String> ntp,
        String bridge,
        @Nullable Integer vlan,
        @Nullable Integer mtu,
        Map<String, List<String>> registryMirrors) {
    public Network {
        dns = List.copyOf(dns);
        ntp = List.copyOf(ntp);
        registryMirrors = Ordered.copyOf(registryMirrors);
    }
}
