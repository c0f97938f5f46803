package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.restic.DeepTurns.Line;
import io.homelab.activities.restic.DeepTurns.Part;
import io.homelab.lab.definition.DeepCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeepTurnsTest {
    private static final Instant AT = Instant.parse("2026-11-25T04:00:00Z");
    private static final DeepCheck WEEKLY = new DeepCheck(Duration.ofDays(7), 52);

    @Test
    void aNightThatBeginsALittleEarlierIsInTimeAndTheOneBeforeIsNot() {
        var last = line(3, 52, true);

        assertThat(DeepTurns.isDue(last, WEEKLY, AT.plus(Duration.ofDays(7).minusHours(2))))
                .isTrue();
        assertThat(DeepTurns.isDue(last, WEEKLY, AT.plus(Duration.ofDays(6).plusHours(2))))
                .isFalse();
        var hourly = new DeepCheck(Duration.ofHours(1), 52);
        assertThat(DeepTurns.isDue(last, hourly, AT.plus(Duration.ofMinutes(50))))
                .isFalse();
    }

    @Test
    void whatFailedIsDueAtOnceAndSoIsWhatFollowsALineOfTheFuture() {
        assertThat(DeepTurns.isDue(line(3, 52, false), WEEKLY, AT)).isTrue();
        assertThat(DeepTurns.isDue(line(3, 52, true), WEEKLY, AT.minusSeconds(1)))
                .isTrue();
    }

    @Test
    void eachPartHasItsTurnOnce() {
        var seen = new HashSet<Part>();
        Optional<Line> last = Optional.empty();
        for (int i = 0; i < 52; i++) {
            var part = DeepTurns.turn(last, WEEKLY);
            seen.add(part);
            last = Optional.of(line(part.n(), part.of(), true));
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 52)
                        .mapToObj(n -> new Part(n, 52))
                        .toList());
        assertThat(DeepTurns.turn(last, WEEKLY)).isEqualTo(new Part(1, 52));
    }

    @Test
    void anotherCountBeginsAtItsFirstPartOnceWhatFailedHasPassed() {
        assertThat(DeepTurns.turn(Optional.of(line(40, 60, true)), WEEKLY)).isEqualTo(new Part(1, 52));
        assertThat(DeepTurns.turn(Optional.of(line(40, 60, false)), WEEKLY)).isEqualTo(new Part(40, 60));
    }

    private static Line line(int n, int of, boolean ok) {
        return new Line(AT, "backups/0", n, of, 40, ok, ok ? List.of() : List.of("1 error: pack ab"));
    }
}
