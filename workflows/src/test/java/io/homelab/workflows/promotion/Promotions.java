package io.homelab.workflows.promotion;

import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.promotion.governance.ApprovalQuestion;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts promotions against a fake target and talks to them as a person would. */
final class Promotions implements AutoCloseable {
    private final TestWorkflowEnvironment env;
    private final Worker worker;

    private final Runnable end;

    private Promotions(TestWorkflowEnvironment env, Worker worker, Runnable end) {
        this.env = env;
        this.worker = worker;
        this.end = end;
    }

    @Override
    public void close() {
        end.run();
    }

    /** An environment for many promotions, one after the other; starting one takes longer than a promotion. */
    static TestWorkflowEnvironment environment() {
        return TestWorkflowEnvironment.newInstance(TestServers.environment().build());
    }

    static TestWorkflowExtension extension() {
        return TestServers.extension(PromoteReleaseImpl.class)
                .setWorkerOptions(WorkerOptions.newBuilder()
                        .setDefaultDeadlockDetectionTimeout(10_000)
                        .build())
                .build();
    }

    static Promotions on(TestWorkflowEnvironment env, Worker worker, Object target) {
        worker.registerActivitiesImplementations(target);
        env.start();
        return new Promotions(env, worker, () -> {});
    }

    /** The same with a worker of its own in an environment that others use too. */
    static Promotions beside(TestWorkflowEnvironment env, String queue, FakeTarget target) {
        var factory = WorkerFactory.newInstance(env.getWorkflowClient());
        var worker = factory.newWorker(queue);
        worker.registerWorkflowImplementationTypes(PromoteReleaseImpl.class);
        worker.registerActivitiesImplementations(target);
        factory.start();
        return new Promotions(env, worker, factory::shutdownNow);
    }

    PromoteRelease start() {
        var run = env.getWorkflowClient()
                .newWorkflowStub(
                        PromoteRelease.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.promotion("prod") + "-" + worker.getTaskQueue())
                                .build());
        WorkflowClient.start(run::promote, new PromotionRequest("prod", null, List.of(), null));
        return run;
    }

    static PromotionReport report(PromoteRelease run) {
        return WorkflowStub.fromTyped(run).getResult(PromotionReport.class);
    }

    /** Waits for a revision of the question. */
    ApprovalQuestion question(PromoteRelease run, int revision) {
        return await(() -> Optional.ofNullable(run.approval().open()).filter(q -> q.revision() == revision));
    }

    /** Waits until the step has parked. */
    AttentionItem parked(AttendedRun run, String id) {
        return await(() -> run.progress().attention().stream()
                .filter(item -> item.id().equals(id))
                .findFirst());
    }

    Decision answer(AttentionItem item) {
        return new Decision(item.id(), item.revision(), "ada", null, false);
    }

    private <T> T await(Supplier<Optional<T>> look) {
        while (true) {
            var seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            env.sleep(Duration.ofMillis(100));
        }
    }
}
