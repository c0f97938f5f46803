package io.homelab.activities.ensure;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.GaveUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private static final Duration LIMIT = Duration.ofMillis(20);

    @Test
    void aWorkerThatWasFrozenInTheMiddleOfALookLooksAgainBeforeItGivesUp() {
        try (var attempts = new Attempts()) {
            var looks = List.<Seen<String>>of(Seen.missing("refused"), Seen.there("up"))
                    .iterator();

            var seen = attempts.once(() -> Await.upTo(LIMIT, Duration.ZERO).until("a machine", () -> {
                var look = looks.next();
                outlast(LIMIT); // for as long as a freeze
                return look;
            }));

            assertThat(seen.value()).isEqualTo("up");
        }
    }

    @Test
    void givesUpWithWhatTheLastLookSawThatBeganWhenTheTimeWasUp() {
        try (var attempts = new Attempts()) {
            var watch = LabClock.stopwatch();
            var begun = new ArrayList<Duration>();

            var end = attempts.untilOver(
                    () -> Await.upTo(LIMIT, Duration.ofMillis(1)).until("a machine", () -> {
                        begun.add(watch.elapsed());
                        return Seen.missing("look " + begun.size());
                    }));

            assertThat(end.problem()).get().isInstanceOf(GaveUp.class);
            assertThat(end.problem().orElseThrow().report().what()).endsWith("last seen: look " + begun.size());
            assertThat(begun.getLast()).isGreaterThan(LIMIT);
        }
    }

    private static void outlast(Duration length) {
        var watch = LabClock.stopwatch();
        while (watch.elapsed().compareTo(length) <= 0) {
            Thread.onSpinWait();
        }
    }
}
