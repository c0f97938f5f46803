package io.homelab.lab;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What `homelab init` saw of a Proxmox host and its network; memory in MiB, the fingerprint as Proxmox shows it. */
public record ObservedHypervisor(
        URI endpoint,
        String node,
        @Nullable String fingerprint,
        int memoryMiB,
        List<ObservedStorage> storages,
        List<String> bridges,
        Set<Integer> takenVmids,
        String cidr,
        String gateway,
        Set<String> takenAddresses) {
    public ObservedHypervisor {
        storages = List.copyOf(storages);
        bridges = List.copyOf(bridges);
        takenVmids = Set.copyOf(takenVmids);
        takenAddresses = Set.copyOf(takenAddresses);
    }

    /** A storage and what it may hold: iso, import, images, snippets, … (GET /nodes/NODE/storage, field content). */
    public record ObservedStorage(String name, String type, Set<String> content) {
        public ObservedStorage {
            content = Set.copyOf(content);
        }
    }
}
