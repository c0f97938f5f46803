package io.homelab.activities.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScanTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scrub repaired 0B in 00:14:33 with 0 errors on Sun Nov  8 00:38:34 2026              | 2026-11-07T23:38:34Z | 0 | 0B
            scrub repaired 0B in 0 days 00:14:33 with 0 errors on Sun Jul 12 00:38:34 2026       | 2026-07-11T22:38:34Z | 0 | 0B
            scrub repaired 1.50M in 3 days 11:02:09 with 7 errors on Mon Nov 16 11:26:10 2026    | 2026-11-16T10:26:10Z | 7 | 1.50M
            scrub repaired 0 in 0h14m with 0 errors on Sun Nov 22 00:38:34 2026                  | 2026-11-21T23:38:34Z | 0 | 0
            """)
    void aScrubThatHasEndedIsReadInTheWallClockOfTheHost(String line, Instant at, long errors, String repaired) {
        assertThat(Scan.of(line, BERLIN)).isEqualTo(new Scan.Scrubbed(at, errors, repaired));
    }

    @Test
    void neverIsNeverAndNothingIsNotNever() {
        assertThat(Scan.of("none requested", BERLIN)).isEqualTo(new Scan.Never());
        assertThat(Scan.of(null, BERLIN)).isInstanceOf(Scan.Unreadable.class);
        assertThat(Scan.of(" ", BERLIN)).isInstanceOf(Scan.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scrub in progress since Sun Nov  8 00:24:01 2026 1.21T scanned at 1.02G/s, 512G issued at 420M/s, 6.1T total 0B repaired, 8.20% done, 03:52:10 to go",
                "scrub in progress since Sun Nov 8 00:24:01 2026 1.21T scanned out of 6.1T at 420M/s, 3h52m to go 0 repaired, 8.20% done",
                "scrub paused since Sun Nov  8 01:00:00 2026 scrub started on Sun Nov  8 00:24:01 2026"
            })
    void aScrubUnderWaySaysNothingOfTheOneBefore(String line) {
        assertThat(Scan.of(line, BERLIN)).isInstanceOf(Scan.Scrubbing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resilvered 1.21T in 03:11:02 with 0 errors on Tue Nov 24 13:11:02 2026",
                "resilvered (mirror-0) 1.21T in 03:11:02 with 0 errors on Tue Nov 24 13:11:02 2026",
                "resilver in progress since Tue Nov 24 10:00:00 2026 1.2T scanned at 1G/s"
            })
    void aResilverIsNoScrub(String line) {
        assertThat(Scan.of(line, BERLIN)).isInstanceOf(Scan.Resilver.class);
    }

    @Test
    void oneThatWasStoppedIsNoScrub() {
        assertThat(Scan.of("scrub canceled on Tue Nov 24 13:11:02 2026", BERLIN))
                .isInstanceOf(Scan.Canceled.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scrub repaired 0B in 00:14:33 with 0 errors on Son Nov  8 00:38:34 2026",
                "scrub repaired 0B in 00:14:33 with 0 errors on Sun Nov 31 00:38:34 2026",
                "scrub repaired 0B in 00:14:33 with 99999999999999999999 errors on Sun Nov  8 00:38:34 2026",
                "scrubbed, I swear"
            })
    void whatNobodyKnowsIsNotGuessed(String line) {
        assertThat(Scan.of(line, BERLIN)).isInstanceOf(Scan.Unreadable.class);
    }
}
