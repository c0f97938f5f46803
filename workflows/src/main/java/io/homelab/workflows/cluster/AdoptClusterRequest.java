package io.homelab.workflows.cluster;

import io.homelab.workflows.hypervisor.AdoptableMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to take over.
 *
 * @param machines single machines, as a person looked at them; none = every node of the cluster under the id that the lab
 *     file gives it, and the cluster's secrets, read from Talos with the talosconfig in the secret store
 * @param confirmed whether a person has agreed already; otherwise the run asks before the first mark
 * @param labDigest the digest of the lab file that the caller saw; without one, the worker's file is used as it is
 */
public record AdoptClusterRequest(
        String cluster,
        List<AdoptableMachine> machines,
        boolean confirmed,
        @Nullable String labDigest) {
    public AdoptClusterRequest {
        machines = machines == null ? List.of() : List.copyOf(machines);
    }

    /** Whether the cluster's secrets are taken over too. */
    boolean whole() {
        return machines.isEmpty();
    }
}
