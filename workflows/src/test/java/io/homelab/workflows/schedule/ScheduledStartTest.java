package io.homelab.workflows.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.schedule.ScheduledStart.Started;
import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ScheduledStartTest {
    private static final ScheduledRun RUN =
            new ScheduledRun("LongRun", "long-run", "A long run", Map.of("cluster", "prod"), "0 6 * * *", "UTC");

    @RegisterExtension
    static final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(ScheduledStartImpl.class, LongRunImpl.class)
            .registerSearchAttribute(SearchAttributes.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.plain())
                    .build())
            .build();

    @WorkflowInterface
    public interface LongRun {
        @WorkflowMethod(name = "LongRun")
        String run(Request request);

        @SignalMethod
        void end();
    }

    public record Request(String cluster) {}

    public static final class LongRunImpl implements LongRun {
        private boolean over;

        @Override
        public String run(Request request) {
            Workflow.await(() -> over);
            return request.cluster();
        }

        @Override
        public void end() {
            over = true;
        }
    }

    @Test
    void theRunOutlivesItAndIsNotStartedTwice(TestWorkflowEnvironment env, Worker worker) {
        // The environment's own client skips time while it waits, to the end of a run that waits for somebody; so do
        // its options.
        var client = WorkflowClient.newInstance(
                env.getWorkflowServiceStubs(),
                WorkflowClientOptions.newBuilder()
                        .setNamespace(env.getNamespace())
                        .setDataConverter(WireFormat.plain())
                        .build());
        var first = start(client, worker, "at-six");
        var second = start(client, worker, "at-seven");

        assertThat(first.begun()).as(first.summary()).isTrue();
        assertThat(second).isEqualTo(new Started(false, "long-run is on its way; nothing was started"));

        var run = client.newWorkflowStub(LongRun.class, "long-run");
        assertThat(WorkflowStub.fromTyped(run).describe().getStatus())
                .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        run.end();
        assertThat(WorkflowStub.fromTyped(run).getResult(String.class)).isEqualTo("prod");
        assertThat(start(client, worker, "at-eight").begun()).isTrue();

        var again = client.newWorkflowStub(LongRun.class, "long-run");
        again.end();
        assertThat(WorkflowStub.fromTyped(again).getResult(String.class)).isEqualTo("prod");
    }

    private static Started start(WorkflowClient client, Worker worker, String id) {
        var stub = client.newWorkflowStub(
                ScheduledStart.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(worker.getTaskQueue())
                        .setWorkflowId(id)
                        .build());
        return stub.start(RUN);
    }
}
