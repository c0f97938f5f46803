package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every trace in the folder is judged as its file says. */
class TracesTest {
    @TestFactory
    Stream<DynamicTest> eachIsJudgedAsItsFileSays() {
        return Trace.all().stream().map(trace -> DynamicTest.dynamicTest(trace.name(), () -> judge(trace)));
    }

    @Test
    void thereAreNastyAndHealthyOnes() {
        assertThat(Trace.all())
                .filteredOn(trace -> trace.verdict() != Verdict.STABLE)
                .hasSizeGreaterThanOrEqualTo(20);
        assertThat(Trace.all())
                .filteredOn(trace -> trace.verdict() == Verdict.STABLE)
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(Trace.all()).allSatisfy(trace -> assertThat(trace.why()).isNotEmpty());
    }

    private static void judge(Trace trace) {
        var gate = new StabilityGate(trace.policy());
        var soak = Soak.begin();
        for (var sample : trace.samples()) {
            soak = gate.after(soak, sample);
        }
        assertThat(soak.verdict()).as(trace.why() + " — " + soak).isEqualTo(trace.verdict());
        var last = soak.last();
        if (trace.after().isPresent() && last != null) {
            var first = trace.samples().getFirst().at();
            assertThat(Duration.between(first, last.at()))
                    .as(soak.toString())
                    .isEqualTo(trace.after().get());
        }
    }
}
