package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.EncodingKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilityGateTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final StabilityCheck ERRORS = StabilityCheck.of("errors", "", Comparison.AT_MOST, 1);

    @ParameterizedTest
    @CsvSource({
        "BELOW, <, true, false, false",
        "AT_MOST, <=, true, true, false",
        "EQUAL, ==, false, true, false",
        "AT_LEAST, >=, false, true, true",
        "ABOVE, >, false, false, true"
    })
    void aComparisonHolds(Comparison comparison, String sign, boolean below, boolean at, boolean above) {
        assertThat(comparison.sign()).isEqualTo(sign);
        assertThat(comparison.holds(0.9, 1)).isEqualTo(below);
        assertThat(comparison.holds(1, 1)).isEqualTo(at);
        assertThat(comparison.holds(1.1, 1)).isEqualTo(above);
    }

    @Test
    void whoeverSaysLittleGetsTheUsualPolicy() {
        var policy = WireFormat.plain()
                .fromPayload(
                        Payload.newBuilder()
                                .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ByteString.copyFromUtf8("json/plain"))
                                .setData(ByteString.copyFromUtf8("{\"soak\":\"PT1H\"}"))
                                .build(),
                        StabilityPolicy.class,
                        StabilityPolicy.class);

        assertThat(policy)
                .isEqualTo(new StabilityPolicy(
                        Duration.ofHours(1),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(37_500),
                        Duration.ofSeconds(30),
                        Interruption.RESET,
                        Interruption.PAUSE,
                        0.95,
                        0,
                        0,
                        Duration.ZERO,
                        List.of()));
        assertThat(policy.fewestSamples()).isEqualTo(228);
    }

    @Test
    void itSaysWhyAnAnswerIsNone() {
        assertThat(why(List.of())).isEqualTo("errors: not asked");
        assertThat(why(List.of(Reading.without("errors", "503")))).isEqualTo("errors: 503");
        assertThat(why(List.of(Reading.of("errors", Double.NaN, START)))).isEqualTo("errors: no number");
        assertThat(why(List.of(new Reading("errors", 0.0, null, null, null)))).isEqualTo("errors: of no known time");
        assertThat(why(List.of(Reading.of("errors", 0, START.minusSeconds(31)))))
                .isEqualTo("errors: stale, by PT31S");
        assertThat(why(List.of(Reading.of("errors", 0, START.plusSeconds(31)))))
                .isEqualTo("errors: of the future, by PT31S");
        var answer = Reading.of("errors", 0, START);
        assertThat(why(List.of(answer, answer), ERRORS)).isEqualTo("errors: answered twice");
        assertThat(why(List.of(answer), new StabilityCheck("errors", "", Comparison.AT_MOST, null, null)))
                .isEqualTo("errors: compared with nothing");
        assertThat(why(List.of(answer), new StabilityCheck("errors", "", Comparison.AT_MOST, 1.0, 2.0)))
                .isEqualTo("errors: no baseline");
        assertThat(why(List.of(answer), List.of())).isEqualTo("nothing is checked");
    }

    @Test
    void anAnswerAtTheEdgeOfItsAgeCounts() {
        assertThat(why(List.of(Reading.of("errors", 0, START.minusSeconds(30)))))
                .isEqualTo("healthy so far");
        assertThat(why(List.of(Reading.of("errors", 0, START.plusSeconds(30))))).isEqualTo("healthy so far");
    }

    @Test
    void itSaysWhatIsBreached() {
        assertThat(why(List.of(Reading.of("errors", 1.5, START)))).isEqualTo("errors is 1.5, wanted <= 1.0");
        assertThat(why(
                        List.of(new Reading("errors", 0.5, 0.1, START, null)),
                        new StabilityCheck("errors", "", Comparison.AT_MOST, 1.0, 2.0)))
                .isEqualTo("errors is 0.5, wanted <= 2.0 times the 0.1 before the deployment");
    }

    @Test
    void anInterruptionIsCountedOnceHoweverLongItIs() {
        var soak = Soak.begin();
        soak = soak(soak, sample(0, 0), sample(15, 0), sample(30, 9), sample(45, 9), sample(60, 0), sample(75, 9));

        assertThat(soak.interruptions()).isEqualTo(2);
        assertThat(soak.breaches()).isEqualTo(1);
        assertThat(soak.since()).isNull();
        assertThat(soak.soaked()).isZero();
    }

    @Test
    void onlyWhatIsMoreThanAllowedIsAGap() {
        var edge = soak(Soak.begin(), sample(0, 0), at(Duration.ofMillis(37_500), Duration.ofMillis(37_500), "a", 0));
        var over = soak(Soak.begin(), sample(0, 0), at(Duration.ofMillis(37_501), Duration.ofMillis(37_501), "a", 0));

        assertThat(edge.soaked()).isEqualTo(Duration.ofMillis(37_500));
        assertThat(over.soaked()).isZero();
        assertThat(over.why()).isEqualTo("no sample for PT37.501S");
        assertThat(over.samples()).isEqualTo(3);
        assertThat(over.answered()).isEqualTo(2);
    }

    @Test
    void onlyAClockThatMovesByMoreThanHalfAnIntervalHasJumped() {
        var slewed = soak(Soak.begin(), sample(0, 0), at(Duration.ofMillis(22_500), Duration.ofSeconds(15), "a", 0));
        var jumped = soak(Soak.begin(), sample(0, 0), at(Duration.ofMillis(22_501), Duration.ofSeconds(15), "a", 0));

        assertThat(slewed.soaked()).isEqualTo(Duration.ofSeconds(15));
        assertThat(jumped.soaked()).isZero();
        assertThat(jumped.why()).isEqualTo("the clock jumped by PT7.501S");
    }

    @Test
    void anotherSamplerMayTakeOver() {
        var next = soak(Soak.begin(), sample(0, 0), at(Duration.ofSeconds(20), Duration.ofSeconds(3), "b", 0));
        var back = soak(Soak.begin(), sample(20, 0), at(Duration.ofSeconds(5), Duration.ofSeconds(3), "b", 0));
        var same = soak(Soak.begin(), sample(20, 0), at(Duration.ofSeconds(20), Duration.ofSeconds(3), "b", 0));

        assertThat(next.soaked()).isEqualTo(Duration.ofSeconds(20));
        assertThat(back.why()).isEqualTo("the clock went back by PT15S");
        assertThat(back.soaked()).isZero();
        assertThat(same.samples()).isEqualTo(1);
    }

    @Test
    void itIsOverWithTheSampleThatCompletesIt() {
        var soak = Soak.begin();
        var gate = new StabilityGate(policy(List.of(ERRORS)));
        for (int second = 0; second < 600; second += 15) {
            soak = gate.after(soak, sample(second, 0));
            assertThat(soak.verdict()).isEqualTo(Verdict.SOAKING);
        }
        soak = gate.after(soak, sample(600, 0));

        assertThat(soak.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(soak.why()).isEqualTo("healthy for 10m in 41 samples");
        assertThat(gate.after(soak, sample(615, 9))).isEqualTo(soak);
    }

    private static String why(List<Reading> readings) {
        return why(readings, ERRORS);
    }

    private static String why(List<Reading> readings, StabilityCheck check) {
        return why(readings, List.of(check));
    }

    private static String why(List<Reading> readings, List<StabilityCheck> checks) {
        var sample = new Sample(START, "a", Duration.ZERO, readings);
        return new StabilityGate(policy(checks)).after(Soak.begin(), sample).why();
    }

    private static Soak soak(Soak soak, Sample... samples) {
        var gate = new StabilityGate(policy(List.of(ERRORS)));
        for (var sample : samples) {
            soak = gate.after(soak, sample);
        }
        return soak;
    }

    private static Sample sample(long second, double value) {
        return at(Duration.ofSeconds(second), Duration.ofSeconds(second), "a", value);
    }

    private static Sample at(Duration clock, Duration stopwatch, String sampler, double value) {
        var now = START.plus(clock);
        return new Sample(now, sampler, stopwatch, List.of(Reading.of("errors", value, now)));
    }

    private static StabilityPolicy policy(List<StabilityCheck> checks) {
        return new StabilityPolicy(
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                Duration.ofMillis(37_500),
                Duration.ofSeconds(30),
                Interruption.RESET,
                Interruption.PAUSE,
                0.95,
                0,
                0,
                Duration.ZERO,
                checks);
    }
}
