package io.homelab.simulator.talos.node;

/** What a machine is doing; in the order of Talos' own numbers. */
public enum Stage {
    UNKNOWN,
    BOOTING,
    INSTALLING,
    MAINTENANCE,
    RUNNING,
    REBOOTING,
    SHUTTING_DOWN,
    RESETTING,
    UPGRADING;

    /** As COSI's YAML has it. */
    public String lower() {
        return this == SHUTTING_DOWN ? "shutting down" : name().toLowerCase(java.util.Locale.ROOT);
    }
}
