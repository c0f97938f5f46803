package io.homelab.activities.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.prometheus.PrometheusClient.Answer;
import io.homelab.activities.real.RealServers;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.workflows.promotion.Comparison;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.StabilityCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus answers, and what is made of it. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {
    private ExporterInTest exporter;
    private PrometheusInTest prometheus;
    private PrometheusClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        exporter = new ExporterInTest("""
                demo_errors 0.02
                demo_ratio NaN
                demo_node{name="a"} 1
                demo_node{name="b"} 1
                """);
        prometheus = PrometheusInTest.scraping(exporter.port(), directory);
        client = new PrometheusClient(
                new Transports(Gate.OPEN), prometheus.address(), new Trust.System(), null, Duration.ofSeconds(5));
        RealServers.until("the exporter is scraped", () -> client.query("demo_errors", null) instanceof Answer.Number);
    }

    @AfterAll
    void stop() {
        prometheus.close();
        exporter.close();
    }

    @Test
    void oneSeriesIsANumberOfNow() {
        assertThat(client.query("demo_errors", null)).isInstanceOfSatisfying(Answer.Number.class, number -> {
            assertThat(number.value()).isEqualTo(0.02);
            assertThat(Duration.between(number.at(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(30));
        });
        assertThat(client.query("scalar(demo_errors)", null)).isInstanceOf(Answer.Number.class);
    }

    @Test
    void whateverIsNotOneNumberIsNoAnswer() {
        assertThat(why("demo_misspelt")).isEqualTo("no data");
        assertThat(why("demo_errors > 1")).isEqualTo("no data");
        assertThat(why("demo_node")).isEqualTo("2 series where one number is wanted");
        assertThat(why("demo_errors[1m]")).isEqualTo("a matrix where one number is wanted");
        assertThat(why("\"text\"")).isEqualTo("a string where one number is wanted");
        assertThat(why("demo_ratio")).isEqualTo("the value is NaN");
        assertThat(why("demo_errors / 0")).isEqualTo("the value is +Inf");
        assertThat(why("demo_errors +")).startsWith("400 bad_data: ");
        assertThat(why("demo_node * on() demo_node")).startsWith("422 execution: ");
    }

    @Test
    void aServerThatIsAwayIsNoAnswerEither() {
        exporterless("http://127.0.0.1:1/");
    }

    private void exporterless(String address) {
        var away = new PrometheusClient(
                new Transports(Gate.OPEN),
                java.net.URI.create(address),
                new Trust.System(),
                null,
                Duration.ofSeconds(2));
        assertThat(away.query("up", null))
                .isInstanceOfSatisfying(Answer.Nothing.class, nothing -> assertThat(nothing.why())
                        .contains("no answer from 127.0.0.1:1"));
    }

    @Test
    void aSampleHasAnAnswerToEachCheckAndTheBaselineOfBefore() throws InterruptedException {
        var before = Instant.now();
        var checks = List.of(
                StabilityCheck.of("errors", "demo_errors", Comparison.AT_MOST, 0.05),
                StabilityCheck.of("nobody", "demo_misspelt", Comparison.AT_MOST, 0),
                new StabilityCheck("compared", "demo_errors", Comparison.AT_MOST, null, 2.0));
        Sample first;
        Sample second;
        try (var sampler = sampler(checks, before)) {
            first = sampler.take();
            second = sampler.take();
        }

        assertThat(first.readings()).extracting(r -> r.check()).containsExactly("errors", "nobody", "compared");
        assertThat(first.readings().get(0).value()).isEqualTo(0.02);
        assertThat(first.readings().get(0).baseline()).isNull();
        assertThat(first.readings().get(1).trouble()).isEqualTo("no data");
        assertThat(first.readings().get(2).baseline()).isEqualTo(0.02);
        assertThat(second.running()).isGreaterThan(first.running());
        assertThat(second.sampler()).isEqualTo(first.sampler());
    }

    @Test
    void aPersonSeesWhatTheGateWouldSee(@TempDir Path directory) throws IOException {
        var lab = ExampleLab.in(directory, """

                promotion:
                  from: dev
                  to: prod
                  prometheus:
                    url: %s
                  gate:
                    checks:
                      - {name: errors, query: demo_errors, limit: 0.05}
                      - {name: nodes, query: count(demo_node), comparison: at-least, limit: 3}
                      - {name: each-node, query: demo_node, comparison: at-least, limit: 1}
                      - {name: before, query: demo_errors, tolerance: 2}
                """.formatted(prometheus.address()));

        var lines = new GateLook(new Transports(Gate.OPEN)).look(lab.open());

        assertThat(lines)
                .extracting(GateLook.Line::check, GateLook.Line::state, GateLook.Line::value, GateLook.Line::wanted)
                .containsExactly(
                        tuple("errors", GateLook.State.HOLDS, 0.02, "<= 0.05"),
                        tuple("nodes", GateLook.State.BREACHED, 2.0, ">= 3"),
                        tuple("each-node", GateLook.State.UNKNOWN, null, ">= 1"),
                        tuple("before", GateLook.State.UNKNOWN, 0.02, "<= 2 × the value one soak ago"));
        assertThat(lines)
                .extracting(GateLook.Line::why)
                .containsExactly(
                        null,
                        "nodes is 2.0, wanted >= 3.0",
                        "2 series where one number is wanted",
                        "before: no baseline");
    }

    @Test
    void withoutAPromotionThereIsNothingToAsk(@TempDir Path directory) throws IOException {
        var lab = ExampleLab.in(directory).open();

        assertThatThrownBy(() -> new GateLook(new Transports(Gate.OPEN)).look(lab))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the lab file has no promotion");
    }

    private Sampler sampler(List<StabilityCheck> checks, @Nullable Instant before) {
        return new Sampler(LabClock.system(), new Questions(client).of(checks, before));
    }

    private String why(String promql) {
        var answer = client.query(promql, null);
        assertThat(answer).as(promql).isInstanceOf(Answer.Nothing.class);
        return ((Answer.Nothing) answer).why();
    }
}
