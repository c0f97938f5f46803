package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a promotion itself takes, by the number of applications, each in a wave of its own and nothing waited for: the most
 * that a release of so many can ask of it. {@code ./homelab test --bench}; the first line is the JVM's warm-up.
 */
class PromotionBenchmark {
    @RegisterExtension
    static final TestWorkflowExtension temporal = Promotions.extension();

    @ParameterizedTest
    @ValueSource(ints = {25, 25, 50, 100, 200})
    void aReleaseOfManyWaves(int size, TestWorkflowEnvironment env, Worker worker) {
        var target = new FakeTarget(
                IntStream.rangeClosed(1, size)
                        .mapToObj(number -> FakeTarget.member(number, number, false))
                        .toList(),
                false);
        var begun = System.nanoTime();
        var run = Promotions.on(env, worker, target).start();

        assertThat(Promotions.report(run).outcome()).isEqualTo(PromotionOutcome.PROMOTED);

        var taken = (System.nanoTime() - begun) / 1e6;
        var events = env.getWorkflowExecutionHistory(
                        Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution()))
                .getEvents()
                .size();
        System.out.printf(
                Locale.ROOT,
                "%4d applications: %6.0f ms, %5.1f ms each; %5d events, %4.1f each%n",
                size,
                taken,
                taken / size,
                events,
                (double) events / size);
    }
}
