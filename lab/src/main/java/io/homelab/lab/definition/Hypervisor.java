package io.homelab.lab.definition;

import io.homelab.lab.secrets.SecretRef;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Proxmox host: where it answers, who we are there, and what of it is ours to use.
 *
 * @param ssh how to look at what its API does not show; null: not at all
 */
public record Hypervisor(
        URI endpoint,
        String node,
        String tokenId,
        SecretRef token,
        ServerTrust ca,
        @Nullable Integer memoryMiB,
        int reservedMemoryMiB,
        Storage storage,
        VmidRange vmids,
        Map<String, Integer> concurrency,
        @Nullable String pool,
        @Nullable SshAccess ssh) {
    public Hypervisor {
        concurrency = Ordered.copyOf(concurrency);
    }

    /** How many writing tasks a storage takes at once; one unless the file says more, as Proxmox locks a storage. */
    public int concurrencyOf(String storageName) {
        return concurrency.getOrDefault(storageName, 1);
    }
}
