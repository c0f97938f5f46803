package io.homelab.activities.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.prometheus.DayOfMetrics.Truth;
import io.homelab.activities.prometheus.PrometheusClient.Answer;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.workflows.promotion.Reading;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.Soak;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityGate;
import io.homelab.workflows.promotion.StabilityPolicy;
import io.homelab.workflows.promotion.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Days of 24 hours, backfilled into a real Prometheus, and what the gate's own checks say of them: the lab file of this test
 * names none, so they are those that everybody has.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class DaysOfMetricsTest {
    private static final int INTERVAL = 20;

    private PrometheusInTest prometheus;
    private PrometheusClient client;
    private StabilityPolicy policy;

    @BeforeAll
    void backfill(@TempDir Path directory) throws IOException, InterruptedException {
        var blocks = Files.createDirectory(directory.resolve("blocks"));
        for (var day : DayOfMetrics.values()) {
            var file = Files.writeString(directory.resolve(day.name()), day.openMetrics());
            var promtool = new ProcessBuilder(
                            PrometheusInTest.tool("promtool"),
                            "tsdb",
                            "create-blocks-from",
                            "--quiet",
                            "openmetrics",
                            file.toString(),
                            blocks.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("promtool.log").toFile())
                    .start();
            assertThat(promtool.waitFor())
                    .as(() -> read(directory.resolve("promtool.log")))
                    .isZero();
        }
        prometheus = PrometheusInTest.remembering(blocks, Files.createDirectory(directory.resolve("prometheus")));
        client = new PrometheusClient(
                new Transports(Gate.OPEN), prometheus.address(), new Trust.System(), null, Duration.ofSeconds(5));
        policy = policy(directory);
    }

    @AfterAll
    void stop() {
        prometheus.close();
    }

    @ParameterizedTest
    @EnumSource
    void isJudgedAsItWas(DayOfMetrics day) {
        var gate = new StabilityGate(policy);
        var soak = Soak.begin();
        var wrong = new ArrayList<String>();
        var seen = new EnumMap<Truth, Integer>(Truth.class);
        // The first minutes of a day have nothing to look back to.
        for (int minute = INTERVAL; minute <= DayOfMetrics.MINUTES; minute += INTERVAL) {
            var sample = sample(day, minute);
            var truth = day.truth(minute);
            var judged = judged(sample);
            seen.merge(truth, 1, Integer::sum);
            if (truth != Truth.EITHER && !judged.getKey().equals(truth)) {
                wrong.add(
                        "minute %d was %s, and is %s: %s".formatted(minute, truth, judged.getKey(), judged.getValue()));
            }
            soak = gate.after(soak, sample);
        }

        assertThat(wrong).isEmpty();
        var healthy = day.truth(day.incident.last()) == Truth.HEALTHY;
        assertThat(soak.verdict()).as(soak.why()).isEqualTo(healthy ? Verdict.STABLE : Verdict.SOAKING);
        assertThat(seen.getOrDefault(Truth.BREACHED, 0) + seen.getOrDefault(Truth.UNKNOWN, 0) > 0)
                .as("something was to be seen")
                .isNotEqualTo(healthy);
    }

    /** The sample alone, as nobody had seen one before. */
    private Map.Entry<Truth, String> judged(Sample sample) {
        var soak = new StabilityGate(policy).after(Soak.begin(), sample);
        var truth = soak.healthy() ? Truth.HEALTHY : soak.breaches() > 0 ? Truth.BREACHED : Truth.UNKNOWN;
        return Map.entry(truth, soak.why());
    }

    private Sample sample(DayOfMetrics day, int minute) {
        var at = day.at(minute);
        return new Sample(
                at,
                "one",
                Duration.ofMinutes(minute),
                policy.checks().stream().map(check -> reading(check, at)).toList());
    }

    private Reading reading(StabilityCheck check, Instant at) {
        return switch (client.query(check.query(), at)) {
            case Answer.Nothing(var why) -> Reading.without(check.name(), why);
            case Answer.Number(var value, var when) -> Reading.of(check.name(), value, when);
        };
    }

    private StabilityPolicy policy(Path directory) throws IOException {
        var lab = ExampleLab.in(
                Files.createDirectory(directory.resolve("lab")), """

                promotion:
                  from: dev
                  to: prod
                  prometheus:
                    url: %s
                  gate:
                    soak: 1410m
                    interval: %dm
                """.formatted(prometheus.address(), INTERVAL));
        return Policies.of(Objects.requireNonNull(lab.open().lab().promotion()).gate());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
