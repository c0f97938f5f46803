package io.homelab.worker.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightsTest {
    private final Nights nights = new Nights(LocalTime.of(2, 30), ZoneId.of("Europe/Amsterdam"));

    @ParameterizedTest
    @CsvSource({
        // the night is 01:30 UTC in winter
        "2026-11-23T01:29:59Z, 2026-11-22T01:30:00Z, false",
        "2026-11-23T01:30:00Z, 2026-11-22T01:30:00Z, true",
        "2026-11-23T01:31:00Z, 2026-11-23T01:30:00Z, false",
        // switched off for a week, and at night
        "2026-11-23T18:00:00Z, 2026-11-16T18:00:00Z, true",
        "2026-11-23T18:05:00Z, 2026-11-23T18:00:00Z, false",
        // a clock that was set back: the newest backup is of tomorrow
        "2026-11-23T01:31:00Z, 2026-11-24T01:30:00Z, false",
        // 02:30 does not exist on the night when summer begins
        "2026-03-29T01:31:00Z, 2026-03-28T01:30:00Z, true",
        "2026-03-29T01:29:00Z, 2026-03-28T01:30:00Z, false"
    })
    void aNightHasPassedWhenItsHourCameSince(Instant now, Instant last, boolean passed) {
        assertThat(nights.passedSince(last, now)).isEqualTo(passed);
    }
}
