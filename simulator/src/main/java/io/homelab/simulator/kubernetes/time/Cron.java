package io.homelab.simulator.kubernetes.time;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Five fields, or {@code @daily} and its like, or {@code @every}: in UTC, as in containers. */
public final class Cron {
    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> MONTHS =
            List.of("-", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int YEARS = 5;

    private final Duration every;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    /** @throws IllegalArgumentException with what Go programs say of a wrong expression */
    public Cron(String expression) {
        var text = expression.strip();
        every = text.startsWith("@every ") ? GoDuration.parse(text.substring(7), Duration.ZERO) : Duration.ZERO;
        if (text.startsWith("@") && every.isZero() && !NAMED.containsKey(text)) {
            throw new IllegalArgumentException("unrecognized descriptor: " + text);
        }
        var fields = (every.isZero() ? NAMED.getOrDefault(text, text) : "* * * * *").split("\\s+", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "expected exactly 5 fields, found " + fields.length + ": [" + String.join(" ", fields) + "]");
        }
        minutes = field(fields[0], 0, 59, List.of());
        hours = field(fields[1], 0, 23, List.of());
        days = field(fields[2], 1, 31, List.of());
        months = field(fields[3], 1, 12, MONTHS);
        weekdays = field(fields[4].replace("7", "0"), 0, 6, DAYS);
        anyDay = fields[2].startsWith("*") || fields[2].equals("?");
        anyWeekday = fields[4].startsWith("*") || fields[4].equals("?");
    }

    private static BitSet field(String text, int least, int most, List<String> names) {
        var set = new BitSet();
        for (var part : text.split(",", -1)) {
            var slash = part.split("/", 2);
            var step = slash.length == 2 ? number(slash[1], List.of()) : 1;
            var range = slash[0].split("-", 2);
            var star = range[0].equals("*") || range[0].equals("?");
            var from = star ? least : number(range[0], names);
            var to = star || slash.length == 2 && range.length == 1
                    ? most
                    : range.length == 2 ? number(range[1], names) : from;
            if (from < least) {
                throw new IllegalArgumentException(
                        "beginning of range (" + from + ") below minimum (" + least + "): " + part);
            }
            if (to > most) {
                throw new IllegalArgumentException("end of range (" + to + ") above maximum (" + most + "): " + part);
            }
            if (from > to) {
                throw new IllegalArgumentException(
                        "beginning of range (" + from + ") beyond end of range (" + to + "): " + part);
            }
            if (step == 0) {
                throw new IllegalArgumentException("step of range should be a positive number: " + part);
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String text, List<String> names) {
        var named = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "failed to parse int from " + text + ": strconv.Atoi: parsing \"" + text + "\": invalid syntax", e);
        }
    }

    /** The first moment after another that fits; never, as far as anybody cares, when none does in years. */
    public Instant next(Instant after) {
        if (!every.isZero()) {
            return after.plus(every);
        }
        var at = after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        var end = at.plusYears(YEARS);
        while (at.isBefore(end)) {
            if (!months.get(at.getMonthValue()) || !day(at)) {
                at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(at.getHour())) {
                at = at.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(at.getMinute())) {
                at = at.plusMinutes(1);
            } else {
                return at.toInstant();
            }
        }
        return Instant.MAX;
    }

    /** When both kinds of days are given, either of them will do. */
    private boolean day(ZonedDateTime at) {
        var day = days.get(at.getDayOfMonth());
        var weekday = weekdays.get(at.getDayOfWeek().getValue() % 7);
        return anyDay || anyWeekday ? day && weekday : day || weekday;
    }
}
