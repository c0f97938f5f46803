package io.homelab.workflows.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeSplitTest {
    @Test
    void whatIsNeitherTheLabNorPeopleIsOurs() {
        var split = new TimeSplit(Duration.ofSeconds(100), Duration.ofSeconds(70), Duration.ofSeconds(20));

        assertThat(split.ours()).isEqualTo(Duration.ofSeconds(10));
        assertThat(split.oursPercent()).isEqualTo(10.0);
    }

    @Test
    void oursIsNeverNegativeEvenWhereLabAndPeopleOverlap() {
        var split = new TimeSplit(Duration.ofSeconds(10), Duration.ofSeconds(8), Duration.ofSeconds(8));

        assertThat(split.ours()).isZero();
        assertThat(split.oursPercent()).isZero();
    }

    @Test
    void aRunOfNoTimeHasNoShare() {
        assertThat(new TimeSplit(Duration.ZERO, Duration.ZERO, Duration.ZERO).oursPercent())
                .isZero();
    }
}
