package io.homelab.cli.controlplane;

import java.nio.file.Path;

/**
 * Where one control plane keeps its things; simulated and real ones never share any of them.
 *
 * @param labFile the lab file; templates and secrets are beside it
 * @param config identities
 * @param state the database, snapshots, evidence, process files
 * @param cache downloads
 */
public record Places(Path labFile, Path config, Path state, Path cache, boolean simulated) {
    /** Process files and logs. */
    Path processes() {
        return state.resolve("control-plane");
    }

    /** What the running control plane says of itself. */
    Path endpointFile() {
        return processes().resolve("endpoint.json");
    }

    /** Temporal's database. */
    Path database() {
        return state.resolve("temporal.db");
    }

    /** Temporal's namespace: one namespace is one lab. */
    public String namespace() {
        return simulated ? "homelab-simulated" : "homelab";
    }
}
