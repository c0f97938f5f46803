package io.homelab.simulator.world;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The lab's network: a /24 of 127.0.0.0/8, so that every host has its own address with its usual ports and an unmodified
 * client needs no port mapping. Host 1 is the gateway, host 2 the hypervisor.
 */
public interface Lan {
    /** Such as {@code 127.93.4.0/24}. */
    String cidr();

    /** The address of host {@code number}, 1 to 254. */
    InetAddress host(int number);

    /** True when the address is in this lab's range. */
    boolean contains(InetAddress address);

    /** Takes an address for a network card; false when another card has it (an address conflict, as on a real network). */
    boolean claim(InetAddress address, String mac);

    /** Gives an address back; nothing happens when the card does not hold it. */
    void release(InetAddress address, String mac);

    /** The card that has taken an address. */
    Optional<String> holder(InetAddress address);

    /** The DHCP lease for a card: the same one each time until a fault moves it; empty when there is no DHCP server. */
    Optional<InetAddress> lease(String mac);
}
