package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something went wrong at a system, with the class that decides what happens next. Never carries a secret. */
public class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient FailureReport report;

    public Problem(
            FailureClass kind,
            String what,
            @Nullable String where,
            @Nullable String remedy,
            @Nullable Throwable cause) {
        super(what, cause);
        this.report = new FailureReport(kind, what, where, remedy);
    }

    public Problem(FailureClass kind, String what, @Nullable String where, @Nullable String remedy) {
        this(kind, what, where, remedy, null);
    }

    /** How long the other side wants to be left alone; empty when it did not say. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** What travels to a person. */
    public FailureReport report() {
        return report;
    }
}
