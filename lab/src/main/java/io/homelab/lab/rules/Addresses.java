package io.homelab.lab.rules;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Objects;

/** IPv4 addresses and networks, by a library that knows their corners. */
final class Addresses {
    private Addresses() {}

    /** The network of "a.b.c.d/n"; host bits are dropped. */
    static IPAddress network(String cidr) {
        return parse(cidr).toPrefixBlock();
    }

    /** The address of "a.b.c.d" or "a.b.c.d/n", without its length. */
    static IPAddress address(String text) {
        return parse(text.replaceFirst("/.*", ""));
    }

    /** True for the network's own address and its broadcast address, which no machine can have. */
    static boolean isEdge(IPAddress network, IPAddress address) {
        return address.equals(network.getLower().withoutPrefixLength())
                || address.equals(network.getUpper().withoutPrefixLength());
    }

    static boolean isAddress(String text) {
        return new IPAddressString(text).isIPv4();
    }

    private static IPAddress parse(String text) {
        return Objects.requireNonNull(new IPAddressString(text).getAddress(), "the schema lets only addresses through");
    }
}
