package io.homelab.lab.freeze;

import io.homelab.lab.definition.Freeze;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All freeze windows of a lab. */
public final class FreezeCalendar {
    /** Nobody plans further ahead: what does not end within this time never ends. */
    private static final Duration HORIZON = Duration.ofDays(400);

    private final List<Window> windows;

    private FreezeCalendar(List<Window> windows) {
        this.windows = List.copyOf(windows);
    }

    /** A window that holds, and an instant until which it holds at least. */
    public record Frozen(String name, Instant until) {}

    /** The calendar of windows that the rules of the lab file let through; IllegalArgumentException says what they do not. */
    public static FreezeCalendar of(List<Freeze> freezes) {
        return new FreezeCalendar(freezes.stream().map(FreezeCalendar::window).toList());
    }

    /** The window that holds at this instant for longest, if one does. */
    public Optional<Frozen> frozenAt(Instant at) {
        return windows.stream()
                .filter(window -> window.holds(at))
                .map(window -> new Frozen(window.name(), window.until(at)))
                .max((one, other) -> one.until().compareTo(other.until()));
    }

    /** The first instant, from this one on, at which no window holds; empty when there is none within 400 days. */
    public Optional<Instant> nextOpening(Instant from) {
        var at = from;
        while (at.isBefore(from.plus(HORIZON))) {
            var frozen = frozenAt(at);
            if (frozen.isEmpty()) {
                return Optional.of(at);
            }
            at = frozen.get().until();
        }
        return Optional.empty();
    }

    /** The first instant after the next opening at which a window begins to hold; empty when none does within 400 days. */
    public Optional<Instant> nextFreeze(Instant from) {
        var end = from.plus(HORIZON);
        var at = nextOpening(from);
        while (at.isPresent() && at.get().isBefore(end) && frozenAt(at.get()).isEmpty()) {
            var after = at.get();
            at = windows.stream().flatMap(window -> window.next(after).stream()).min(Instant::compareTo);
        }
        return at.filter(instant -> instant.isBefore(end));
    }

    /** When a window of this calendar first begins after an instant, exceptions aside. */
    public Optional<Instant> nextBegin(Instant after) {
        return windows.stream()
                .flatMap(window -> window.spans().next(after).stream())
                .min(Instant::compareTo);
    }

    private static Window window(Freeze freeze) {
        var zone = zone(freeze.zone());
        var except = freeze.except().stream().map(FreezeCalendar::day).collect(Collectors.toSet());
        return new Window(freeze.name(), spans(freeze, zone), zone, except);
    }

    private static Window.Spans spans(Freeze freeze, ZoneId zone) {
        if (freeze.cron() != null && freeze.duration() != null) {
            return new Recurrence(Recurrence.parse(freeze.cron()), zone, freeze.duration());
        }
        if (freeze.from() != null && freeze.to() != null) {
            return Once.between(time(freeze.from()), time(freeze.to()), zone);
        }
        throw new IllegalArgumentException("neither cron and duration nor from and to");
    }

    /** A zone by its name; IllegalArgumentException when there is none. */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time zone", e);
        }
    }

    /** A wall-clock time; IllegalArgumentException when it is none. */
    public static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    /** A day; IllegalArgumentException when it is none. */
    public static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no day", e);
        }
    }

    /** Whether these are five fields of cron; IllegalArgumentException says why not. */
    public static void checkCron(String fields) {
        Recurrence.parse(fields);
    }
}
