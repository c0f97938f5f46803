package io.homelab.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.prometheus.ExporterInTest;
import io.homelab.activities.prometheus.PrometheusInTest;
import io.homelab.activities.real.RealServers;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Comparison;
import io.homelab.workflows.promotion.Interruption;
import io.homelab.workflows.promotion.Sample;
import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import io.homelab.workflows.promotion.StabilityActivities.Watched;
import io.homelab.workflows.promotion.StabilityCheck;
import io.homelab.workflows.promotion.StabilityPolicy;
import io.homelab.workflows.promotion.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Soaks of seconds by a real Prometheus that scrapes what a test says; each test has a key, so a file, of its own. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class StabilityWatchTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final StabilityPolicy SHORT = policy(Duration.ofSeconds(1));
    /** Long enough for something to happen meanwhile. */
    private static final StabilityPolicy EVENTFUL = policy(Duration.ofSeconds(2));

    private static final Duration INTERVAL = SHORT.interval();
    private static final Duration GAP = SHORT.gap();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Attempts attempts = new Attempts();
    private ExporterInTest exporter;
    private PrometheusInTest prometheus;
    private ExampleLab lab;
    private String key;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        exporter = new ExporterInTest("demo_errors 0\n");
        prometheus = PrometheusInTest.scraping(exporter.port(), Files.createDirectory(directory.resolve("prometheus")));
        lab = ExampleLab.in(Files.createDirectory(directory.resolve("lab")), """

                promotion:
                  from: dev
                  to: prod
                  prometheus:
                    url: %s
                  rollout:
                    prometheus:
                      url: http://127.0.0.1:1
                """.formatted(prometheus.address()));
    }

    @AfterAll
    void stop() {
        attempts.close();
        threads.close();
        prometheus.close();
        exporter.close();
    }

    @BeforeEach
    void sayThatAllIsWell(TestInfo test) {
        key = test.getTestMethod().orElseThrow().getName();
        exporter.say("demo_errors 0\n");
        var look = key + "-before";
        RealServers.until(
                "the exporter is scraped",
                () -> SampleFile.isHealthy(once("dev", look).getLast()));
    }

    @Test
    void isWatchedUntilItIsStable() throws IOException {
        var watched = watch(SHORT, LONG);

        assertThat(watched.soak().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(watched.soak().soaked()).isEqualTo(file().healthyTime(GAP)).isGreaterThanOrEqualTo(SHORT.soak());
        assertThat(watched.moved()).isEmpty();
        assertThat(watched.samples().count()).isEqualTo(file().samples().size());
        assertThat(watched.samples().location()).isEqualTo("evidence/samples/" + key + ".jsonl");
        assertThat(watched.samples().digest()).isEqualTo(Sha256.of(file().path()));
        assertThat(watch(SHORT, LONG))
                .as("whoever never heard of the verdict is told the same again")
                .isEqualTo(watched);
    }

    @Test
    void windowAfterWindowIsOneSoak() {
        var windows = 0;
        Watched watched;
        do {
            watched = watch(SHORT, INTERVAL.multipliedBy(3));
            windows++;
        } while (watched.soak().verdict() == Verdict.SOAKING);

        assertThat(windows).isGreaterThanOrEqualTo(3);
        assertThat(watched.soak().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(watched.soak().soaked()).isEqualTo(file().healthyTime(GAP));
    }

    @Test
    void whoIsKilledLeavesWhatTheNextOneGoesOnWith() {
        for (int kill = 1; kill <= 3; kill++) {
            var known = file().samples().size();
            var lines = file().lines();

            assertThatThrownBy(() -> attempts.once(() -> new Doomed(known + 2).watch()))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.report().kind()).isEqualTo(FailureClass.TRANSIENT));

            assertThat(file().lines().subList(0, lines.size())).isEqualTo(lines);
        }
        var before = file().lines();
        awaitLongerThanAGap();
        var watched = watch(EVENTFUL, LONG);

        assertThat(watched.soak().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(file().lines().subList(0, before.size())).isEqualTo(before);
        assertThat(file().samples()).extracting(Sample::at).isSorted().doesNotHaveDuplicates();
        assertThat(file().samples().stream().map(Sample::sampler).distinct()).hasSize(4);
        assertThat(watched.soak().soaked()).isEqualTo(file().healthyTime(GAP));
        assertThat(Duration.between(
                                file().samples().getFirst().at(),
                                file().samples().getLast().at())
                        .minus(watched.soak().soaked()))
                .as("the time in which nobody watched")
                .isGreaterThan(GAP);
    }

    @Test
    void aPrometheusThatIsAwayIsAGapAndNoHealth() throws Exception {
        var watched = inTheBackground(() -> watch(EVENTFUL, LONG));
        await("it is healthy", SampleFile::isHealthy, 3);

        prometheus.stop();
        try {
            await("nobody answers", SampleFile::isSilent, 3);
        } finally {
            prometheus.start();
        }
        var soak = watched.get().soak();

        assertThat(soak.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(soak.interruptions()).isPositive();
        assertThat(soak.soaked())
                .isEqualTo(file().healthyTime(GAP))
                .isLessThan(Duration.between(
                                file().samples().getFirst().at(),
                                file().samples().getLast().at())
                        .minus(INTERVAL.multipliedBy(3)));
        assertThat(file().samples()).filteredOn(SampleFile::isSilent).anySatisfy(sample -> assertThat(
                        sample.readings().getFirst().trouble())
                .contains("no answer from 127.0.0.1"));
    }

    @Test
    void aBreachBeginsItAnew() throws Exception {
        var watched = inTheBackground(() -> watch(EVENTFUL, LONG));
        await("it is healthy", SampleFile::isHealthy, 3);

        exporter.say("demo_errors 3\n");
        await("it is not", SampleFile::isBreach, 1);
        exporter.say("demo_errors 0\n");
        var soak = watched.get().soak();

        assertThat(soak.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(soak.interruptions()).isPositive();
        assertThat(soak.soaked()).isEqualTo(file().healthyTime(GAP)).isGreaterThanOrEqualTo(EVENTFUL.soak());
        assertThat(soak.since()).isAfter(lastBreach());
    }

    @Test
    void whatRunsSomethingElseByNowIsWatchedNoLonger() {
        var looks = new AtomicInteger();
        var watched =
                attempts.once(() -> watcher(request -> looks.incrementAndGet() > 3 ? List.of("grafana") : List.of())
                        .watch(request("dev", key, SHORT, LONG)));

        assertThat(watched.moved()).containsExactly("grafana");
        assertThat(watched.soak().verdict()).isEqualTo(Verdict.SOAKING);
        assertThat(watched.samples().count()).isEqualTo(3);
        assertThat(file().samples()).hasSize(3);
    }

    @Test
    void eachClusterIsAskedOfWhatWatchesIt() {
        assertThat(once("dev", key)).singleElement().satisfies(sample -> assertThat(sample)
                .matches(SampleFile::isHealthy));
        assertThat(once("prod", key + "-prod")).singleElement().satisfies(sample -> assertThat(
                        sample.readings().getFirst().trouble())
                .contains("no answer from 127.0.0.1:1"));
    }

    /** An attempt whose thread is interrupted once there are so many samples, as that of a worker that stops. */
    private final class Doomed {
        private final int samples;

        Doomed(int samples) {
            this.samples = samples;
        }

        Watched watch() {
            var victim = Thread.currentThread();
            var killer = threads.submit(() -> {
                RealServers.until(
                        "there are " + samples + " samples",
                        () -> file().samples().size() >= samples);
                victim.interrupt();
            });
            try {
                return watcher(request -> List.of()).watch(request("dev", key, EVENTFUL, LONG));
            } finally {
                var interrupted = Thread.interrupted();
                assertThat(killer).succeedsWithin(LONG);
                assertThat(interrupted).isTrue();
            }
        }
    }

    private Watched watch(StabilityPolicy policy, Duration window) {
        return attempts.once(() -> watcher(request -> List.of()).watch(request("dev", key, policy, window)));
    }

    /** One sample, and what there was before. */
    private List<Sample> once(String cluster, String name) {
        attempts.once(() -> watcher(request -> List.of()).watch(request(cluster, name, SHORT, INTERVAL)));
        return file(name).samples();
    }

    private StabilityWatch watcher(ReleaseLook release) {
        return new StabilityWatch(lab.reader(), new Transports(Gate.OPEN), release, lab.state(), LabClock.system());
    }

    private WatchRequest request(String cluster, String name, StabilityPolicy policy, Duration window) {
        return new WatchRequest(lab.cluster(cluster), name, policy, window, null, null, List.of("grafana"));
    }

    private static StabilityPolicy policy(Duration soak) {
        return new StabilityPolicy(
                soak,
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                Interruption.RESET,
                Interruption.PAUSE,
                0.05, // a machine that is busy with other tests samples late
                0,
                0,
                Duration.ZERO,
                List.of(StabilityCheck.of("errors", "demo_errors", Comparison.AT_MOST, 0)));
    }

    private <T> Future<T> inTheBackground(Callable<T> work) {
        return threads.submit(work);
    }

    private void await(String what, Predicate<Sample> which, int count) {
        RealServers.until(what, () -> file().samples().stream().filter(which).count() >= count);
    }

    private void awaitLongerThanAGap() {
        var last = file().samples().getLast().at();
        RealServers.until("longer than a gap", () -> last.plus(GAP).isBefore(Instant.now()));
    }

    private Instant lastBreach() {
        return file().samples().stream()
                .filter(SampleFile::isBreach)
                .toList()
                .getLast()
                .at();
    }

    private SampleFile file() {
        return file(key);
    }

    private SampleFile file(String name) {
        return new SampleFile(lab.state().resolve("evidence/samples/" + name + ".jsonl"));
    }
}
