package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.clock.LabClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int MIB = 1 << 20;

    @Test
    void whoHasReadWhatASecondMayBringWaitsForTheNext() {
        var pace = Pace.of(4);
        var watch = LabClock.stopwatch();

        pace.accept(2 * MIB); // half a second's
        pace.accept(1);

        assertThat(watch.elapsed()).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void withoutALimitNobodyWaits() {
        var pace = Pace.of(null);

        for (int gib = 0; gib < 1 << 20; gib++) {
            pace.accept(1 << 30); // a PiB, which no limit would let through in a test's time
        }
    }
}
