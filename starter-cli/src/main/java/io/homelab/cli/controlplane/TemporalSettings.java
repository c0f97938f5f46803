package io.homelab.cli.controlplane;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.workflows.wire.TemporalProfile;
import java.util.Map;
import java.util.Optional;

/** A Temporal server of a person's own, named by the settings of the temporal command line. */
public final class TemporalSettings {
    private TemporalSettings() {}

    /** The server that the environment names; empty when it names none, which means that of this machine. */
    public static Optional<TemporalProfile> of(Map<String, String> environment) {
        try {
            return TemporalProfile.of(environment);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the settings of the Temporal server cannot be used: " + e.getMessage()
                            + " — temporal config list shows profiles; unset TEMPORAL_ADDRESS, TEMPORAL_PROFILE and"
                            + " TEMPORAL_CONFIG_FILE to use the server of this machine",
                    e);
        }
    }
}
