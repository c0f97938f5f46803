package io.homelab.lab.rules;

import io.homelab.lab.definition.Finding;
import io.homelab.lab.definition.Freeze;
import io.homelab.lab.freeze.FreezeCalendar;
import io.homelab.lab.schema.Paths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A freeze window can be read, begins at some time, and ends; so do all together. */
final class FreezeRule implements Rule {
    private static final String FREEZES = "promotion.freezes";

    /** Windows that come again do so from whenever one looks; this rule has no clock. */
    private static final Instant SOMETIME = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public List<Finding> check(LabView view) {
        var promotion = view.lab().promotion();
        return promotion == null ? List.of() : check(promotion.freezes());
    }

    private static List<Finding> check(List<Freeze> freezes) {
        var findings = new ArrayList<Finding>();
        var names = new Unique();
        for (int i = 0; i < freezes.size(); i++) {
            var path = Paths.item(FREEZES, i);
            names.take(path + ".name", freezes.get(i).name());
            check(path, freezes.get(i), findings);
        }
        findings.addAll(names.findings());
        if (findings.isEmpty() && neverEnds(freezes)) {
            findings.add(Finding.error(FREEZES, "together they never end: no promotion could ever begin"));
        }
        return findings;
    }

    private static void check(String path, Freeze freeze, List<Finding> findings) {
        var before = findings.size();
        readable(
                path + ".zone",
                "must be a time zone such as Europe/Berlin",
                freeze.zone(),
                FreezeCalendar::zone,
                findings);
        readable(
                path + ".cron",
                "must be five fields: minute, hour, day of month, month, day of week",
                freeze.cron(),
                FreezeCalendar::checkCron,
                findings);
        readable(path + ".from", "must be a time", freeze.from(), FreezeCalendar::time, findings);
        readable(path + ".to", "must be a time", freeze.to(), FreezeCalendar::time, findings);
        for (int i = 0; i < freeze.except().size(); i++) {
            readable(
                    Paths.item(path + ".except", i),
                    "must be a day",
                    freeze.except().get(i),
                    FreezeCalendar::day,
                    findings);
        }
        var again = freeze.cron() != null && freeze.duration() != null;
        var once = freeze.from() != null && freeze.to() != null;
        var half = (freeze.cron() == null) != (freeze.duration() == null)
                || (freeze.from() == null) != (freeze.to() == null);
        if (again == once || half) {
            findings.add(Finding.error(path, "must have cron and duration, or from and to"));
        }
        if (findings.size() == before) {
            (again ? recurrence(path, freeze) : span(path, freeze)).ifPresent(findings::add);
        }
    }

    private static Optional<Finding> recurrence(String path, Freeze freeze) {
        if (freeze.duration() == null || !freeze.duration().isPositive()) {
            return Optional.of(Finding.error(path + ".duration", "must be longer than zero"));
        }
        if (FreezeCalendar.of(List.of(freeze)).nextBegin(SOMETIME).isEmpty()) {
            return Optional.of(Finding.error(path + ".cron", "never begins: there is no such day"));
        }
        return neverEnds(List.of(freeze))
                ? Optional.of(Finding.error(
                        path + ".duration",
                        "never ends: it begins anew before it is over, and no promotion could ever begin"))
                : Optional.empty();
    }

    private static Optional<Finding> span(String path, Freeze freeze) {
        var begin = FreezeCalendar.time(String.valueOf(freeze.from()));
        return begin.isBefore(FreezeCalendar.time(String.valueOf(freeze.to())))
                ? Optional.empty()
                : Optional.of(Finding.error(path + ".to", "must be later than from"));
    }

    private static boolean neverEnds(List<Freeze> freezes) {
        // What comes only once ends; a lab may well be frozen for more than a year, and say so.
        var again = freezes.stream().filter(freeze -> freeze.cron() != null).toList();
        var calendar = FreezeCalendar.of(again);
        return calendar.nextBegin(SOMETIME)
                .map(begin -> calendar.nextOpening(begin).isEmpty())
                .orElse(false);
    }

    /** Reads something, and says by IllegalArgumentException that it cannot. */
    private interface Reading {
        void read(String text);
    }

    private static void readable(
            String path, String wanted, @Nullable String text, Reading reading, List<Finding> findings) {
        if (text == null) {
            return;
        }
        try {
            reading.read(text);
        } catch (IllegalArgumentException e) {
            findings.add(Finding.error(path, wanted));
        }
    }
}
