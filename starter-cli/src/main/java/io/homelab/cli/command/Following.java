package io.homelab.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that starts a run follows it. */
final class Following {
    @Option(names = "--detach", negatable = true, fallbackValue = "true", description = "Start it and return at once.")
    private boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Stop following after so many seconds; the run goes on.")
    private long timeout;

    /** Whether it does not follow at all. */
    boolean isDetached() {
        return detach;
    }

    /** Zero: to its end. */
    Duration limit() {
        return Duration.ofSeconds(timeout);
    }
}
