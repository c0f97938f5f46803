package io.homelab.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.promotion.Comparison;
import io.homelab.workflows.promotion.Interruption;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.StabilityActivities.Samples;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityPolicy;
import io.homelab.workflows.promotion.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of a soak, judged anew by whoever comes later. */
class GateRecordTest {
    private static final Instant START = Instant.parse("2026-11-26T03:00:00Z");
    private static final StabilityPolicy POLICY = new StabilityPolicy(
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(40),
            Duration.ofSeconds(30),
            Interruption.RESET,
            Interruption.PAUSE,
            0.95,
            2,
            0,
            Duration.ZERO,
            List.of(StabilityCheck.of("alerts", "count(ALERTS)", Comparison.AT_MOST, 0)));

    @TempDir
    Path state;

    @Test
    void theFileSaysWhatTheRunHasSeen() {
        var samples = watched(0);

        var record = GateRecord.read(state, samples.location()).orElseThrow();

        assertThat(record.soak().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(record.digest()).isEqualTo(samples.digest());
        assertThat(record.checks()).extracting(StabilityCheck::query).containsExactly("count(ALERTS)");
    }

    @Test
    void whatWasNotHealthyIsNot() {
        assertThat(GateRecord.read(state, watched(3).location())
                        .orElseThrow()
                        .soak()
                        .verdict())
                .isEqualTo(Verdict.UNSTABLE);
    }

    @Test
    void whoChangesTheFileChangesWhatItSays() throws IOException {
        var samples = watched(3);
        var file = state.resolve(samples.location());
        Files.writeString(file, Files.readString(file).replace("3.0", "0.0"));

        var record = GateRecord.read(state, samples.location()).orElseThrow();

        assertThat(record.digest()).isNotEqualTo(samples.digest());
    }

    @Test
    void whatIsNotThereOrElsewhereIsNoRecord() throws IOException {
        Files.writeString(state.resolve("other.jsonl"), "{}\n");

        assertThat(GateRecord.read(state, "evidence/samples/none.jsonl")).isEmpty();
        assertThat(GateRecord.read(state, "evidence/../other.jsonl")).isEmpty();
    }

    @Test
    void somethingElseInTheFileIsAProblem() throws IOException {
        Files.createDirectories(state.resolve("evidence/samples"));
        Files.writeString(state.resolve("evidence/samples/x.jsonl"), "words\n");

        assertThatThrownBy(() -> GateRecord.read(state, "evidence/samples/x.jsonl"))
                .isInstanceOf(Problem.class);
    }

    private Samples watched(double alerts) {
        var log = new SampleLog(state.resolve("evidence"), "soak", POLICY);
        for (int i = 0; i < 6; i++) {
            log.append(sample(i, alerts));
        }
        return log.reference();
    }

    private static Sample sample(int number, double alerts) {
        var at = START.plusSeconds(15L * number);
        return new Sample(at, "one", Duration.ofSeconds(15L * number), List.of(Reading.of("alerts", alerts, at)));
    }
}
