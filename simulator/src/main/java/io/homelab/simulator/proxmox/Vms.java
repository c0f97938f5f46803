package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The configuration files of all machines in the cluster. */
final class Vms {
    private final Documents<VmDocument> documents;

    Vms(Store store) {
        documents = new Documents<>(store, "pve-vms", VmDocument.class);
    }

    Optional<VmDocument> find(int vmid) {
        return documents.get(key(vmid));
    }

    /** The machine, which must be on that node. */
    VmDocument on(String node, int vmid) {
        return find(vmid)
                .filter(vm -> vm.node().equals(node))
                .orElseThrow(() -> ApiFailure.died(
                        "Configuration file 'nodes/" + node + "/qemu-server/" + vmid + ".conf' does not exist"));
    }

    /** The machine, wherever it is by now. */
    VmDocument need(int vmid) {
        return find(vmid).orElseThrow(() -> ApiFailure.died("Configuration file for VM " + vmid + " does not exist"));
    }

    List<VmDocument> all() {
        return documents.all();
    }

    void put(VmDocument vm) {
        documents.put(key(vm.vmid()), vm);
    }

    void remove(int vmid) {
        documents.remove(key(vmid));
    }

    int next() {
        for (int id = 100; ; id++) {
            if (find(id).isEmpty()) {
                return id;
            }
        }
    }

    /** SHA-1 of the configuration, which clients send back to detect changes by others. */
    static String digest(VmDocument vm) {
        var text = new StringBuilder();
        new TreeMap<>(vm.config()).forEach((key, value) -> text.append(key + ": " + value + "\n"));
        text.append("[PENDING]\n");
        new TreeMap<>(vm.pending()).forEach((key, value) -> text.append(key + ": " + value + "\n"));
        vm.removals().forEach(key -> text.append("delete: " + key + "\n"));
        vm.snapshots().keySet().forEach(key -> text.append("[" + key + "]\n"));
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(int vmid) {
        return "%09d".formatted(vmid);
    }
}
