package io.homelab.cli.controlplane;

import java.nio.file.Path;

/**
 * Where one control plane keeps its things; simulated and real ones never share any of them.
 *
 * @param labFile the lab file; templates and secrets are beside it
 * @param config identities
 * @param state the database, snapshots, evidence, process files
 * @param cache downloads
 * @param namespace Temporal's namespace: one namespace is one lab
 */
public record Places(Path labFile, Path config, Path state, Path cache, boolean simulated, String namespace) {
    /** The namespace of this user's real or simulated lab. */
    public static String usualNamespace(boolean simulated) {
        return simulated ? "homelab-simulated" : "homelab";
    }

    /** Whether this is the control plane that a person keeps, which has the usual ports when they are free. */
    boolean usual() {
        return namespace.equals(usualNamespace(simulated));
    }

    /** Process files and logs. */
    Path processes() {
        return processes(state);
    }

    private static Path processes(Path state) {
        return state.resolve("control-plane");
    }

    /** What the running control plane says of itself. */
    Path endpointFile() {
        return endpointFile(state);
    }

    static Path endpointFile(Path state) {
        return processes(state).resolve("endpoint.json");
    }

    /** Backups of Temporal's database. */
    public Path backups() {
        return state.resolve("backups");
    }

    /** Temporal's database. */
    Path database() {
        return state.resolve("temporal.db");
    }
}
