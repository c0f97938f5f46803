package io.homelab.simulator.proxmox;

import java.util.List;

/** The bridges that every node has. */
final class Network {
    static final List<String> BRIDGES = List.of("vmbr0", "vmbr1");

    private Network() {}
}
