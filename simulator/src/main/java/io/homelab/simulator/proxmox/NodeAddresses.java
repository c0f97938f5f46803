package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.LoopbackLan;
import java.net.InetAddress;

/** Node 1 is host 2 of the LAN; hosts 3 and 4 are the image factory and the chart repository; nodes go on at 5. */
final class NodeAddresses {
    private static final int SECOND = 5;

    private NodeAddresses() {}

    static InetAddress of(LoopbackLan lan, int index) {
        return lan.host(index == 0 ? LoopbackLan.HYPERVISOR : SECOND + index - 1);
    }
}
