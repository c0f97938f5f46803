package io.homelab.lab.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.lab.definition.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeCalendarTest {
    /** What a window means on the night in which the clock changes; every begin and end is written with its offset. */
    @ParameterizedTest
    @CsvSource({
        // skipped: begins with the jump, lasts its whole time
        "Europe/Berlin, 30 2 * * *, 1h, 2026-03-29T03:00+02:00, 2026-03-29T04:00+02:00",
        "America/New_York, 30 2 * * *, 1h, 2026-03-08T03:00-04:00, 2026-03-08T04:00-04:00",
        "Australia/Lord_Howe, 15 2 * * *, 1h, 2026-10-04T02:30+11:00, 2026-10-04T03:30+11:00",
        // twice: from the first time until the end of the second
        "Europe/Berlin, 30 2 * * *, 1h, 2026-10-25T02:30+02:00, 2026-10-25T03:30+01:00",
        "America/New_York, 30 1 * * *, 1h, 2026-11-01T01:30-04:00, 2026-11-01T02:30-05:00",
        "Australia/Lord_Howe, 45 1 * * *, 30m, 2026-04-05T01:45+11:00, 2026-04-05T02:15+10:30",
        // across: the wall clock begins it, the stopwatch ends it
        "Europe/Berlin, 0 22 * * *, 8h, 2026-03-28T22:00+01:00, 2026-03-29T07:00+02:00",
        "Europe/Berlin, 0 22 * * *, 8h, 2026-10-24T22:00+02:00, 2026-10-25T05:00+01:00",
        // the other side of midnight, and the last day
        "UTC, 0 23 31 12 *, 2h, 2026-12-31T23:00Z, 2027-01-01T01:00Z",
        "UTC, 0 0 29 2 *, 1h, 2028-02-29T00:00Z, 2028-02-29T01:00Z"
    })
    void aWindowHoldsFromItsBeginToItsEnd(
            String zone, String cron, String lasts, OffsetDateTime begin, OffsetDateTime end) {
        var calendar = FreezeCalendar.of(List.of(again("w", zone, cron, Duration.parse("PT" + lasts))));

        assertThat(calendar.frozenAt(begin.toInstant().minusMillis(1))).isEmpty();
        assertThat(calendar.frozenAt(begin.toInstant())).isPresent();
        assertThat(calendar.frozenAt(end.toInstant().minusMillis(1))).isPresent();
        assertThat(calendar.frozenAt(end.toInstant())).isEmpty();
        assertThat(calendar.nextOpening(begin.toInstant())).contains(end.toInstant());
        assertThat(calendar.nextFreeze(begin.toInstant().minusSeconds(1))).contains(begin.toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        // a begin that is skipped is the jump; one that comes twice is the first
        "2026-03-29T02:30, 2026-03-29T04:00, 2026-03-29T03:00+02:00, 2026-03-29T04:00+02:00",
        "2026-10-25T02:30, 2026-10-25T04:00, 2026-10-25T02:30+02:00, 2026-10-25T04:00+01:00",
        // an end that is skipped is the jump; one that comes twice is the second
        "2026-03-28T20:00, 2026-03-29T02:30, 2026-03-28T20:00+01:00, 2026-03-29T03:00+02:00",
        "2026-10-24T20:00, 2026-10-25T02:30, 2026-10-24T20:00+02:00, 2026-10-25T02:30+01:00"
    })
    void aSpanHoldsOnce(String from, String to, OffsetDateTime begin, OffsetDateTime end) {
        var calendar = FreezeCalendar.of(List.of(once("w", from, to)));

        assertThat(calendar.frozenAt(begin.toInstant().minusMillis(1))).isEmpty();
        assertThat(calendar.frozenAt(begin.toInstant())).contains(new FreezeCalendar.Frozen("w", end.toInstant()));
        assertThat(calendar.frozenAt(end.toInstant())).isEmpty();
        assertThat(calendar.nextOpening(begin.toInstant())).contains(end.toInstant());
        assertThat(calendar.nextFreeze(end.toInstant())).isEmpty();
    }

    @Test
    void windowsThatOverlapAreOne() {
        var calendar = FreezeCalendar.of(List.of(
                again("evening", "UTC", "0 20 * * *", Duration.ofHours(4)),
                again("night", "UTC", "0 23 * * *", Duration.ofHours(6)),
                again("morning", "UTC", "0 5 * * *", Duration.ofHours(1))));

        assertThat(calendar.frozenAt(at("2026-11-26T23:30:00Z")))
                .contains(new FreezeCalendar.Frozen("night", at("2026-11-27T05:00:00Z")));
        assertThat(calendar.nextOpening(at("2026-11-26T21:00:00Z"))).contains(at("2026-11-27T06:00:00Z"));
        assertThat(calendar.nextFreeze(at("2026-11-26T21:00:00Z"))).contains(at("2026-11-27T20:00:00Z"));
    }

    @Test
    void aWindowMayOverlapItself() {
        var calendar =
                FreezeCalendar.of(List.of(again("start of the week", "UTC", "0 0 * * 1,2", Duration.ofHours(30))));

        assertThat(calendar.nextOpening(at("2026-11-23T00:00:00Z"))).contains(at("2026-11-25T06:00:00Z"));
    }

    @Test
    void whatNeverEndsNeverOpens() {
        var calendar = FreezeCalendar.of(List.of(again("always", "UTC", "0 0 * * *", Duration.ofHours(24))));

        assertThat(calendar.nextOpening(at("2026-11-23T00:00:00Z"))).isEmpty();
        assertThat(calendar.nextFreeze(at("2026-11-23T00:00:00Z"))).isEmpty();
    }

    @Test
    void aDayThatIsExceptedIsFreeFromMidnightToMidnightOfItsZone() {
        var calendar = FreezeCalendar.of(List.of(new Freeze(
                "nights",
                "Europe/Berlin",
                "0 22 * * *",
                Duration.ofHours(8),
                null,
                null,
                List.of("2026-12-24", "2026-12-25"))));

        assertThat(calendar.frozenAt(at("2026-12-23T22:59:59Z")))
                .contains(new FreezeCalendar.Frozen("nights", at("2026-12-23T23:00:00Z")));
        assertThat(calendar.nextOpening(at("2026-12-23T21:00:00Z"))).contains(at("2026-12-23T23:00:00Z"));
        assertThat(calendar.nextFreeze(at("2026-12-23T21:00:00Z"))).contains(at("2026-12-25T23:00:00Z"));
        assertThat(calendar.frozenAt(at("2026-12-25T22:59:59Z"))).isEmpty();
        assertThat(calendar.frozenAt(at("2026-12-25T23:00:00Z")))
                .contains(new FreezeCalendar.Frozen("nights", at("2026-12-26T05:00:00Z")));
    }

    @Test
    void withoutWindowsNothingIsFrozen() {
        var calendar = FreezeCalendar.of(List.of());

        assertThat(calendar.frozenAt(Instant.EPOCH)).isEmpty();
        assertThat(calendar.nextOpening(Instant.EPOCH)).contains(Instant.EPOCH);
        assertThat(calendar.nextFreeze(Instant.EPOCH)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatThrownBy(
                        () -> FreezeCalendar.of(List.of(again("w", "Mars/Olympus", "0 0 * * *", Duration.ofHours(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FreezeCalendar.of(List.of(again("w", "UTC", "0 0 * *", Duration.ofHours(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FreezeCalendar.of(List.of(again("w", "UTC", "0 0 * * *", null))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Nothing between two midnights is ever skipped: a calendar is asked for a year, hour by hour, in zones of all kinds. */
    @Test
    void aDailyWindowComesOnEveryDayOfTheYear() {
        for (var zone : Arrays.asList("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")) {
            var calendar = FreezeCalendar.of(List.of(again("w", zone, "15 2 * * *", Duration.ofMinutes(5))));
            var at = at("2026-01-01T12:00:00Z");
            var begins = 0;
            while (at.isBefore(at("2027-01-01T12:00:00Z"))) {
                at = calendar.nextFreeze(at).orElseThrow();
                begins++;
            }
            // One night has it twice where the second hour comes twice, which it does in Berlin alone.
            assertThat(begins).as(zone).isEqualTo(zone.equals("Europe/Berlin") ? 367 : 366);
        }
    }

    private static Freeze again(String name, String zone, String cron, @Nullable Duration lasts) {
        return new Freeze(name, zone, cron, lasts, null, null, List.of());
    }

    private static Freeze once(String name, String from, String to) {
        return new Freeze(name, "Europe/Berlin", null, null, from, to, List.of());
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
