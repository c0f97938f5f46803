package io.homelab.workflows.cluster;

import io.homelab.workflows.attention.Aborted;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.attention.Decision;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Starts runs against a fake lab and talks to them as a person would. */
final class Runs {
    private final TestWorkflowEnvironment env;
    private final Worker worker;
    private final FakeLab lab;

    private Runs(TestWorkflowEnvironment env, Worker worker, FakeLab lab) {
        this.env = env;
        this.worker = worker;
        this.lab = lab;
    }

    static TestWorkflowExtension extension() {
        return TestServers.extension(
                        BootstrapClusterImpl.class,
                        DestroyClusterImpl.class,
                        PlanClusterImpl.class,
                        AdoptClusterImpl.class)
                .setWorkerOptions(WorkerOptions.newBuilder()
                        .setMaxHeartbeatThrottleInterval(Duration.ofMillis(20))
                        .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(20))
                        .setDefaultDeadlockDetectionTimeout(10_000)
                        .build())
                .build();
    }

    static Runs on(TestWorkflowEnvironment env, Worker worker, FakeLab lab) {
        worker.registerActivitiesImplementations(lab);
        env.start();
        return new Runs(env, worker, lab);
    }

    BootstrapCluster bootstrap(BootstrapRequest request) {
        var run = env.getWorkflowClient().newWorkflowStub(BootstrapCluster.class, options(request.cluster()));
        WorkflowClient.start(run::bootstrap, request);
        return run;
    }

    BootstrapCluster bootstrap() {
        return bootstrap(new BootstrapRequest("dev", null, null));
    }

    DestroyCluster destroy(DestroyClusterRequest request) {
        var run = env.getWorkflowClient().newWorkflowStub(DestroyCluster.class, options(request.cluster()));
        WorkflowClient.start(run::destroy, request);
        return run;
    }

    AdoptCluster adopt(AdoptClusterRequest request) {
        var run = env.getWorkflowClient().newWorkflowStub(AdoptCluster.class, options(request.cluster()));
        WorkflowClient.start(run::adopt, request);
        return run;
    }

    Plan plan(BootstrapRequest request) {
        return env.getWorkflowClient()
                .newWorkflowStub(PlanCluster.class, options(request.cluster()))
                .plan(request);
    }

    private WorkflowOptions options(String cluster) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(worker.getTaskQueue())
                .setWorkflowId(WorkflowIds.cluster(cluster))
                .build();
    }

    /** Waits until the step has parked and a person was told; retries in between happen in skipped time. */
    AttentionItem parked(AttendedRun run, String id) throws InterruptedException {
        while (true) {
            var key = notice().key();
            var item = run.progress().attention().stream()
                    .filter(i -> i.id().equals(id) && key.endsWith("/" + id + "/" + i.revision()))
                    .findFirst();
            if (item.isPresent()) {
                return item.get();
            }
        }
    }

    /** The next notice. */
    Notice notice() throws InterruptedException {
        Notice notice;
        do {
            notice = lab.notices.poll(200, TimeUnit.MILLISECONDS);
            if (notice == null) {
                env.sleep(Duration.ofSeconds(5));
            }
        } while (notice == null);
        return notice;
    }

    /** What waits under this id. */
    AttentionItem item(AttendedRun run, String id) {
        return run.progress().attention().stream()
                .filter(i -> i.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not parked: " + run.progress()));
    }

    static Decision answer(AttentionItem item) {
        return new Decision(item.id(), item.revision(), "because the test says so", "tester", false);
    }

    static Decision amended(AttentionItem item) {
        return new Decision(item.id(), item.revision(), null, "tester", true);
    }

    BootstrapReport report(BootstrapCluster run) {
        return WorkflowStub.fromTyped(run).getResult(BootstrapReport.class);
    }

    DestroyReport destroyed(DestroyCluster run) {
        return WorkflowStub.fromTyped(run).getResult(DestroyReport.class);
    }

    /** The failure with which a run ended. */
    Throwable end(Object run) {
        try {
            var value = WorkflowStub.fromTyped(run).getResult(Object.class);
            throw new AssertionError("the run ended well: " + value);
        } catch (WorkflowException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    /** The report inside the failure with which a run ended. */
    FailureReport failure(Object run) {
        if (end(run) instanceof ApplicationFailure failure) {
            return failure.getDetails().get(FailureReport.class);
        }
        throw new AssertionError("not an application failure");
    }

    /** What an aborted run says of itself. */
    String aborted(Object run) {
        if (end(run) instanceof ApplicationFailure failure && Aborted.is(failure)) {
            return Objects.requireNonNull(failure.getOriginalMessage());
        }
        throw new AssertionError("not aborted");
    }

    WorkflowExecutionHistory history(Object run) {
        return env.getWorkflowExecutionHistory(
                Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution()));
    }
}
