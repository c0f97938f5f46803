package io.homelab.activities.transport;

import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asked to slow down, and told for how long. */
public final class SlowDown extends Problem {
    private static final long serialVersionUID = 1L;

    /** Whoever wants more has not thought of a step that waits. */
    private static final Duration MOST = Duration.ofMinutes(10);

    private final transient Duration after;

    public SlowDown(String what, @Nullable String where, Duration after, @Nullable Throwable cause) {
        super(FailureClass.RATE, what, where, null, cause);
        this.after = after.compareTo(MOST) > 0 ? MOST : after;
    }

    /** The seconds of a {@code Retry-After}; a date in it is not understood, and then nothing was said. */
    public static Optional<Duration> seconds(@Nullable String header) {
        return header != null && header.strip().matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(header.strip())))
                : Optional.empty();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(after);
    }
}
