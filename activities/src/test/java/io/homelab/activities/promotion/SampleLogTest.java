package io.homelab.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.promotion.Comparison;
import io.homelab.workflows.promotion.Interruption;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.Soak;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityGate;
import io.homelab.workflows.promotion.StabilityPolicy;
import io.homelab.workflows.promotion.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogTest {
    private static final Instant START = Instant.parse("2026-11-26T03:00:00Z");
    private static final StabilityPolicy POLICY = policy(Duration.ofMinutes(2));

    @TempDir
    Path evidence;

    @Test
    void whatIsOnDiskIsTheSoak() {
        var log = log();
        var soak = Soak.begin();
        for (int i = 0; i < 5; i++) {
            soak = new StabilityGate(POLICY).after(soak, sample(i, 0));
            assertThat(log.append(sample(i, 0))).isEqualTo(soak);
        }

        assertThat(log().soak()).isEqualTo(soak);
        assertThat(log().reference().count()).isEqualTo(5);
    }

    @Test
    void goesOnWhereACrashLeftIt() {
        for (int i = 0; i < 9; i++) {
            log().append(sample(i, 0)); // another process each time
        }

        assertThat(log().soak().soaked()).isEqualTo(Duration.ofMinutes(2));
        assertThat(log().soak().verdict()).isEqualTo(Verdict.STABLE);
    }

    @Test
    void aSampleThatAPowerCutTookHalfOfNeverCounted() throws IOException {
        log().append(sample(0, 0));
        log().append(sample(1, 0));
        var whole = Files.readAllBytes(file());
        Files.write(file(), "{\"at\":\"2026-".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);

        var log = log();
        assertThat(log.soak().soaked()).isEqualTo(Duration.ofSeconds(15));
        log.append(sample(2, 0));

        assertThat(log.soak().soaked()).isEqualTo(Duration.ofSeconds(30));
        assertThat(Files.readString(file())).startsWith(new String(whole, StandardCharsets.US_ASCII));
        assertThat(log().soak()).isEqualTo(log.soak());
    }

    @Test
    void twoThatSampleAtOnceDoubleNothing() {
        var one = log();
        var other = log();
        for (int i = 0; i < 5; i++) {
            one.append(sample(i, 0));
            other.append(sample(i, 0));
        }

        assertThat(one.soak().soaked()).isEqualTo(Duration.ofMinutes(1));
        assertThat(other.append(sample(5, 0)).soaked()).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void aBreachIsKeptWithItsValue() throws IOException {
        var soak = log().append(sample(0, 3));

        assertThat(soak.breaches()).isEqualTo(1);
        assertThat(Files.readString(file())).contains("\"value\":3.0");
    }

    @Test
    void samplesOfAnotherPolicyAreNotGoneOnWith() {
        log().append(sample(0, 0));

        assertThatThrownBy(() -> new SampleLog(evidence, "a", policy(Duration.ofMinutes(1))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("belong to another policy");
    }

    @Test
    void whoComesLateAddsNothingToAVerdict() throws IOException {
        var late = log();
        late.append(sample(0, 0));
        var log = log();
        for (int i = 1; i < 9; i++) {
            log.append(sample(i, 0));
        }
        var reference = log.reference();
        var whole = Files.readString(file());

        assertThat(late.append(sample(9, 3)).verdict()).isEqualTo(Verdict.STABLE);

        assertThat(Files.readString(file())).isEqualTo(whole);
        assertThat(late.reference()).isEqualTo(reference);
    }

    @Test
    void samplesThatAreTakenAwayMeanwhileAreMissed() throws IOException {
        var log = log();
        for (int i = 0; i < 3; i++) {
            log.append(sample(i, 0));
        }
        var lines = Files.readAllLines(file());
        Files.write(file(), lines.subList(0, 3));

        assertThatThrownBy(() -> log.append(sample(3, 0)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("are fewer than were judged");
        assertThat(Files.readAllLines(file())).isEqualTo(lines.subList(0, 3));

        Files.delete(file());
        assertThatThrownBy(() -> log.append(sample(3, 0)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("are no longer there");
        assertThat(file()).doesNotExist();
    }

    @Test
    void whoIsInterruptedSaysThatAndNotThatTheDiskIsFull() throws IOException {
        var log = log();
        log.append(sample(0, 0));
        var whole = Files.readString(file());

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> log.append(sample(1, 0)))
                    .isInstanceOf(Problem.class)
                    .hasMessage("the worker is stopping");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(Files.readString(file())).isEqualTo(whole);
        assertThat(log().append(sample(1, 0)).soaked()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void aLineThatIsNoSampleIsNotPassedOver() throws IOException {
        log().append(sample(0, 0));
        Files.writeString(file(), "nothing\n", StandardOpenOption.APPEND);

        assertThatThrownBy(this::log).isInstanceOf(Problem.class).hasMessageContaining("hold something else");
    }

    @Test
    void theReferenceIsTheDigestOfTheFile() throws IOException {
        var log = log();
        log.append(sample(0, 0));

        assertThat(log.reference().digest()).isEqualTo(Sha256.of(Files.readAllBytes(file())));
        assertThat(log.reference().location()).isEqualTo("evidence/samples/a.jsonl");
    }

    private SampleLog log() {
        return new SampleLog(evidence, "a", POLICY);
    }

    private Path file() {
        return evidence.resolve("samples/a.jsonl");
    }

    private static Sample sample(int number, double value) {
        var at = START.plusSeconds(15L * number);
        return new Sample(at, "one", Duration.ofSeconds(15L * number), List.of(Reading.of("errors", value, at)));
    }

    private static StabilityPolicy policy(Duration soak) {
        return new StabilityPolicy(
                soak,
                Duration.ofSeconds(15),
                Duration.ofSeconds(38),
                Duration.ofSeconds(30),
                Interruption.RESET,
                Interruption.PAUSE,
                0.95,
                0,
                0,
                Duration.ofHours(2),
                List.of(StabilityCheck.of("errors", "errors", Comparison.AT_MOST, 0)));
    }
}
