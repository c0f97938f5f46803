package io.homelab.workflows.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.WireFormat;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PromotionSwitchTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(PromotionSwitchImpl.class)
            .registerSearchAttribute(SearchAttributes.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.plain())
                    .build())
            .build();

    private WorkflowClient client;
    private String queue;

    @BeforeEach
    void take(TestWorkflowEnvironment env, Worker worker) {
        client = env.getWorkflowClient();
        queue = worker.getTaskQueue();
    }

    @Test
    void theFirstWhoThrowsItStartsIt() {
        var state = halt("ada", "the disk dies");

        assertThat(state.halted()).isTrue();
        assertThat(state.line()).isEqualTo("promotions are halted by ada since " + state.since() + ": the disk dies");
        assertThat(running().state()).isEqualTo(state);
    }

    @Test
    void aSecondHaltKeepsTheFirstReason() {
        var first = halt("ada", "the disk dies");

        assertThat(halt("grace", "me too")).isEqualTo(first);
    }

    @Test
    void resumeLetsGoAndIsRecorded() {
        halt("ada", "the disk dies");

        var state = running().resume(new SwitchRequest("grace", null));

        assertThat(state.halted()).isFalse();
        assertThat(state.reason()).isNull();
        assertThat(state.line()).isEqualTo("promotions go on, resumed by grace at " + state.since());
        assertThat(running().resume(new SwitchRequest("linus", null))).isEqualTo(state);
    }

    @Test
    void aHaltNeedsANameAndAReason() {
        halt("ada", "the disk dies");
        running().resume(new SwitchRequest("ada", null));

        assertThatThrownBy(() -> running().halt(new SwitchRequest("ada", " ")))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining("REASON_MISSING");
        assertThatThrownBy(() -> running().halt(new SwitchRequest("", "why")))
                .isInstanceOf(WorkflowUpdateException.class)
                .cause()
                .hasMessageContaining("NAME_MISSING");
        assertThat(running().state().halted()).isFalse();
    }

    @Test
    void itsHistoryBeginsAnewAndTheFlagStays() {
        halt("ada", "0");
        for (int i = 1; i < 100; i++) {
            running().resume(new SwitchRequest("ada", null));
            halt("ada", Integer.toString(i));
        }

        assertThat(running().state().reason()).isEqualTo("99");
        assertThat(client.newUntypedWorkflowStub(WorkflowIds.promotionSwitch())
                        .describe()
                        .getHistoryLength())
                .isLessThan(700);
    }

    private PromotionSwitch running() {
        return client.newWorkflowStub(PromotionSwitch.class, WorkflowIds.promotionSwitch());
    }

    private SwitchState halt(String by, String reason) {
        var stub = client.newWorkflowStub(
                PromotionSwitch.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(queue)
                        .setWorkflowId(WorkflowIds.promotionSwitch())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        @Nullable SwitchState untouched = null;
        return WorkflowClient.executeUpdateWithStart(
                stub::halt,
                new SwitchRequest(by, reason),
                UpdateOptions.<SwitchState>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(stub::hold, untouched));
    }
}
