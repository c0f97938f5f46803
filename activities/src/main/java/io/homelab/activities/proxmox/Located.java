package io.homelab.activities.proxmox;

/** A machine that was found: where it is now, and what its configuration was at that look. */
record Located(String address, String node, int vmid, Wire.Config config) {
    String where() {
        return "proxmox /nodes/" + node + "/qemu/" + vmid;
    }

    Located as(String proven) {
        return new Located(proven, node, vmid, config);
    }
}
