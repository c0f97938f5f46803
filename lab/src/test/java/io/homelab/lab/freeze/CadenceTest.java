package io.homelab.lab.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.lab.definition.Schedule;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    private static final Instant NOW = Instant.parse("2026-11-25T03:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "30 4 * * *, UTC, PT24H",
        "30 4 * * *, Europe/Berlin, PT25H",
        "0 6 * * MON, UTC, P7D",
        "0 6 * * MON-FRI, UTC, P3D",
        "0 */6 * * *, UTC, PT6H",
        "0 0 1 * *, UTC, P31D"
    })
    void theLongestPauseCounts(String cron, String zone, Duration pause) {
        assertThat(Cadence.longest(new Schedule(cron, zone), NOW)).isEqualTo(pause);
    }
}
