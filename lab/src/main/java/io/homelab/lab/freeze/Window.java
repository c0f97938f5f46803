package io.homelab.lab.freeze;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One freeze window: spans of time, less the days on which it does not hold. */
record Window(String name, Spans spans, ZoneId zone, Set<LocalDate> except) {
    Window {
        except = Set.copyOf(except);
    }

    /** When it would hold without exceptions. */
    interface Spans {
        /** The latest end of those that hold this instant; their begin belongs to them, their end does not. */
        Optional<Instant> end(Instant at);

        /** The first begin after an instant. */
        Optional<Instant> next(Instant after);
    }

    boolean holds(Instant at) {
        return spans.end(at).isPresent() && !except.contains(day(at));
    }

    /** An instant until which it holds at least, given that it holds now. */
    Instant until(Instant at) {
        return Stream.concat(spans.end(at).stream(), edges(0).filter(at::isBefore))
                .min(Instant::compareTo)
                .orElse(at);
    }

    /** The first instant after another one at which it may begin to hold. */
    Optional<Instant> next(Instant after) {
        return Stream.concat(spans.next(after).stream(), edges(1).filter(after::isBefore))
                .min(Instant::compareTo);
    }

    /** Where the days that are free begin, or so many days later. */
    private Stream<Instant> edges(int later) {
        return except.stream().map(day -> day.plusDays(later).atStartOfDay(zone).toInstant());
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }
}
