package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Seeded random traces, each judged by the gate and by an {@link Oracle} that works the other way round. */
class GeneratedTracesTest {
    private static final long SEED = 20261126;
    private static final int TRACES = Integer.getInteger("homelab.traces", 3000);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final StabilityCheck CHECK = StabilityCheck.of("alerts", "", Comparison.AT_MOST, 0);

    @Test
    void theGateAndTheOracleAgreeOnTheVeryLastSample() {
        int stable = 0;
        for (int number = 0; number < TRACES; number++) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + number);
            var policy = policy(random);
            var samples = samples(random, policy);

            int over = new Oracle(policy).over(samples);
            stable += over > 0 ? 1 : 0;

            assertThat(stableAfter(policy, samples))
                    .as("trace %d of seed %d, %s", number, SEED, policy)
                    .isEqualTo(over);
        }
        assertThat(stable).as("traces that become stable").isBetween(TRACES / 10, TRACES * 9 / 10);
    }

    private static int stableAfter(StabilityPolicy policy, List<Sample> samples) {
        var gate = new StabilityGate(policy);
        var soak = Soak.begin();
        for (int i = 0; i < samples.size(); i++) {
            soak = gate.after(soak, samples.get(i));
            if (soak.verdict() == Verdict.STABLE) {
                return i + 1;
            }
        }
        return -1;
    }

    private static StabilityPolicy policy(RandomGenerator random) {
        var interval = Duration.ofSeconds(random.nextInt(5, 30));
        return new StabilityPolicy(
                Duration.ofSeconds(random.nextInt(30, 400)),
                interval,
                interval.multipliedBy(random.nextInt(2, 4)),
                interval.multipliedBy(2),
                any(random, Interruption.values()),
                any(random, Interruption.values()),
                random.nextDouble(0.5, 1),
                0,
                0,
                Duration.ZERO,
                List.of(CHECK));
    }

    private static List<Sample> samples(RandomGenerator random, StabilityPolicy policy) {
        var samples = new ArrayList<Sample>();
        var nastiness = random.nextDouble(0.15);
        var clock = START;
        var stopwatch = Duration.ZERO;
        int sampler = 0;
        for (int i = 0; i < 80; i++) {
            samples.add(new Sample(clock, "sampler-" + sampler, stopwatch, readings(random, nastiness, clock)));
            var passed = Duration.ofMillis((long) (policy.interval().toMillis()
                    * (random.nextDouble() < nastiness / 3 ? 6 : 1)
                    * random.nextDouble(0.9, 1.1)));
            stopwatch = stopwatch.plus(passed);
            clock = clock.plus(passed);
            if (random.nextDouble() < nastiness / 3) {
                clock = clock.plusMillis(random.nextInt(-90_000, 90_000));
            }
            if (random.nextDouble() < nastiness) {
                sampler++;
                stopwatch = Duration.ZERO;
            }
            if (random.nextDouble() < nastiness) {
                samples.add(samples.getLast());
            }
        }
        return samples;
    }

    private static List<Reading> readings(RandomGenerator random, double nastiness, Instant now) {
        if (random.nextDouble() >= nastiness) {
            return List.of(Reading.of("alerts", 0, now));
        }
        return switch (random.nextInt(6)) {
            case 0 -> List.of(Reading.of("alerts", 1, now));
            case 1 -> List.of(Reading.of("alerts", Double.NaN, now));
            case 2 -> List.of(Reading.without("alerts", "no data"));
            case 3 -> List.of(Reading.of("alerts", 0, now.minusSeconds(random.nextInt(200))));
            case 4 -> List.of(new Reading("alerts", 0.0, null, null, null));
            default -> List.of();
        };
    }

    private static <T> T any(RandomGenerator random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
