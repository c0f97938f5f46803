package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which no promotion begins: again and again by {@code cron} and {@code duration}, or once by {@code from} and
 * {@code to}.
 *
 * @param zone whose wall clock all of it is read by
 * @param except days of that zone on which it does not hold
 */
public record Freeze(
        String name,
        String zone,
        @Nullable String cron,
        @Nullable Duration duration,
        @Nullable String from,
        @Nullable String to,
        List<String> except) {
    public Freeze {
        except = List.copyOf(except);
    }
}
