package io.homelab.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Halted;
import io.homelab.workflows.promotion.PromotionSwitch;
import io.homelab.workflows.promotion.PromotionSwitchImpl;
import io.homelab.workflows.promotion.SwitchRequest;
import io.homelab.workflows.promotion.SwitchState;
import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.WireFormat;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class PromotionGuardTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(PromotionSwitchImpl.class)
            .registerSearchAttribute(SearchAttributes.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.plain())
                    .build())
            .build();

    @Test
    void whereNobodyEverThrewTheSwitchNothingIsHalted(TestWorkflowEnvironment env) {
        assertThatCode(PromotionGuard.of(env.getWorkflowClient())::check).doesNotThrowAnyException();
    }

    @Test
    void nothingIsWrittenBetweenHaltAndResume(TestWorkflowEnvironment env, Worker worker) {
        var client = env.getWorkflowClient();
        var guard = PromotionGuard.of(client);
        var promotions = promotions(client, worker);
        assertThatCode(guard::check).doesNotThrowAnyException();

        promotions.halt(new SwitchRequest("ada", "the disk dies"));
        assertThatThrownBy(guard::check).isInstanceOfSatisfying(Problem.class, e -> {
            assertThat(e.report().kind()).isEqualTo(FailureClass.TRANSIENT);
            assertThat(Halted.is(e.report())).isTrue();
            assertThat(e.report().line())
                    .startsWith("promotions are halted by ada since ")
                    .contains("the disk dies", "homelab promote resume");
        });

        promotions.resume(new SwitchRequest("ada", null));
        assertThatCode(guard::check).doesNotThrowAnyException();
    }

    @Test
    void aSwitchThatSomebodyEndedStaysAsItWas(TestWorkflowEnvironment env, Worker worker) {
        var promotions = promotions(env.getWorkflowClient(), worker);
        promotions.halt(new SwitchRequest("ada", "the disk dies"));
        WorkflowStub.fromTyped(promotions).terminate("by mistake");

        assertThatThrownBy(PromotionGuard.of(env.getWorkflowClient())::check).isInstanceOf(Problem.class);
    }

    @Test
    void whereNobodyCanTellNothingIsWritten() {
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:1")
                .build());
        try {
            assertThatThrownBy(PromotionGuard.of(WorkflowClient.newInstance(stubs))::check)
                    .isInstanceOfSatisfying(Problem.class, e -> {
                        assertThat(e.report().kind()).isEqualTo(FailureClass.TRANSIENT);
                        assertThat(e.report().what()).contains("nobody can tell", "nothing is written");
                    });
        } finally {
            stubs.shutdownNow();
        }
    }

    private static PromotionSwitch promotions(WorkflowClient client, Worker worker) {
        var stub = client.newWorkflowStub(
                PromotionSwitch.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(worker.getTaskQueue())
                        .setWorkflowId(WorkflowIds.promotionSwitch())
                        .build());
        @Nullable SwitchState untouched = null;
        WorkflowClient.start(stub::hold, untouched);
        return stub;
    }
}
