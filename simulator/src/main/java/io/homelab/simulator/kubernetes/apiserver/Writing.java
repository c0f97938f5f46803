package io.homelab.simulator.kubernetes.apiserver;

/**
 * How something is written.
 *
 * @param manager the field manager
 * @param subresource empty for the object itself
 */
public record Writing(String manager, String subresource, boolean dryRun, boolean force, boolean strict) {
    /** A plain write in a manager's name. */
    public static Writing by(String manager) {
        return new Writing(manager, "", false, false, false);
    }

    public Writing to(String other) {
        return new Writing(manager, other, dryRun, force, strict);
    }
}
