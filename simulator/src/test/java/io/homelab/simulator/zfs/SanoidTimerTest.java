package io.homelab.simulator.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.zfs.PoolDocument.Dataset;
import io.homelab.simulator.zfs.PoolDocument.Snap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SanoidTimerTest {
    private static final Dataset EMPTY =
            new Dataset(Map.of("hourly", 3, "daily", 2, "weekly", 1, "monthly", 1), true, List.of());

    @Test
    void theFirstRunTakesOneOfEachKind() {
        var ran = SanoidTimer.ran(EMPTY, at("2026-11-26T10:07:00Z"), at("2026-11-26T10:20:00Z"));

        assertThat(ran.snapshots())
                .extracting(Snap::name)
                .containsExactlyInAnyOrder(
                        "autosnap_2026-11-26_10:15:00_hourly",
                        "autosnap_2026-11-26_10:15:00_daily",
                        "autosnap_2026-11-26_10:15:00_weekly",
                        "autosnap_2026-11-26_10:15:00_monthly");
    }

    @Test
    void laterOnesComeWhenTheyAreDueAndTheOldestGo() {
        var ran = SanoidTimer.ran(EMPTY, at("2026-11-24T10:07:00Z"), at("2026-12-01T02:20:00Z"));

        assertThat(ran.snapshots())
                .extracting(Snap::name)
                .containsExactlyInAnyOrder(
                        "autosnap_2026-12-01_00:00:00_hourly",
                        "autosnap_2026-12-01_01:00:00_hourly",
                        "autosnap_2026-12-01_02:00:00_hourly",
                        "autosnap_2026-11-30_00:00:00_daily",
                        "autosnap_2026-12-01_00:00:00_daily",
                        "autosnap_2026-11-30_23:30:00_weekly",
                        "autosnap_2026-12-01_00:00:00_monthly");
    }

    @Test
    void whatIsNotInItsConfigurationIsLeftAlone() {
        var other = new Dataset(EMPTY.keep(), false, List.of());

        assertThat(SanoidTimer.ran(other, at("2026-11-24T10:07:00Z"), at("2026-12-01T02:20:00Z")))
                .isEqualTo(other);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
