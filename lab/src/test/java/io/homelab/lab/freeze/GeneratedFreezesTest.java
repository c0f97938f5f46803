package io.homelab.lab.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.definition.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random windows around every change of the clock, judged by the walk. A seed that fails is named by the message. */
class GeneratedFreezesTest {
    private static final int WINDOWS = Integer.getInteger("homelab.freezes", 60);

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29",
        "Europe/Berlin, 2026-10-25",
        "America/New_York, 2026-03-08",
        "America/New_York, 2026-11-01",
        "Australia/Lord_Howe, 2026-04-05",
        "Australia/Lord_Howe, 2026-10-04",
        "UTC, 2026-12-31"
    })
    void theCalendarSaysWhatTheWalkSees(String zone, String change) {
        var start = Instant.parse(change + "T00:00:00Z").minus(Duration.ofDays(2));
        for (int seed = 0; seed < WINDOWS; seed++) {
            var freeze = freeze(new Random(seed), zone, change);
            var walk = Walk.through(freeze, start, Duration.ofDays(4));
            var calendar = FreezeCalendar.of(List.of(freeze));
            for (int minute = 0; minute < walk.minutes(); minute += step(minute)) {
                var at = walk.at(minute);
                assertThat(calendar.frozenAt(at).isPresent())
                        .as("seed %s: %s at %s", seed, freeze, at)
                        .isEqualTo(walk.frozen(minute));
            }
            for (int minute = 0; minute < walk.minutes(); minute += 97) {
                var at = walk.at(minute);
                var within = walk.at(walk.minutes());
                assertThat(before(calendar.nextOpening(at), within))
                        .as("seed %s: %s opens after %s", seed, freeze, at)
                        .isEqualTo(walk.opening(minute));
                assertThat(before(calendar.nextFreeze(at), within))
                        .as("seed %s: %s freezes after %s", seed, freeze, at)
                        .isEqualTo(walk.freeze(minute));
            }
        }
    }

    /** Every minute of the night in which clocks change somewhere, and some of the others. */
    private static int step(int minute) {
        var hour = minute / 60 - 48;
        return hour >= -12 && hour <= 12 ? 1 : 17;
    }

    private static Optional<Instant> before(Optional<Instant> at, Instant end) {
        return at.filter(end::isAfter);
    }

    private static Freeze freeze(Random random, String zone, String change) {
        var cron = String.join(
                " ",
                pick(random, "0", "30", "15,45", "*/20", "59", "5-7"),
                pick(random, "2", "1", "0-3", "*/2", "3", "2,14", "23"),
                pick(random, "*", "*", "*", "1-28", "*/2"),
                pick(random, "*", "*", "3-11"),
                pick(random, "*", "*", "7", "1-5", "6,7"));
        var minutes = List.of(1, 20, 30, 59, 60, 61, 90, 240, 600, 1_500).get(random.nextInt(10));
        var except = random.nextInt(3) == 0 ? List.of(change) : List.<String>of();
        return new Freeze("generated", zone, cron, Duration.ofMinutes(minutes), null, null, except);
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
