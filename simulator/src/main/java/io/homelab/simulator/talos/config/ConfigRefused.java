package io.homelab.simulator.talos.config;

import java.util.List;

/** A machine configuration that Talos does not take. */
public final class ConfigRefused extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean unreadable;

    private ConfigRefused(boolean unreadable, String message) {
        super(message);
        this.unreadable = unreadable;
    }

    static ConfigRefused unreadable(String why) {
        return new ConfigRefused(true, "failed to parse config: " + why);
    }

    static ConfigRefused invalid(String stage, List<String> errors) {
        return new ConfigRefused(
                false,
                stage + ": " + errors.size() + (errors.size() == 1 ? " error" : " errors") + " occurred:\n\t* "
                        + String.join("\n\t* ", errors) + "\n\n");
    }

    /** True when it could not even be parsed, which Talos answers with another code. */
    public boolean unreadable() {
        return unreadable;
    }
}
