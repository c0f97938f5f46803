package io.homelab.activities.promotion;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.promotion.Halted;
import io.homelab.workflows.promotion.SwitchState;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import io.temporal.serviceclient.StatusUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asked immediately before each write of a promotion: reads the switch, and lets the write through unless promotions are halted.
 * What cannot be read counts as halted.
 */
public final class PromotionGuard {
    private static final String RESUME = "homelab promote resume";
    /** Below the heartbeat time-out of whatever activity asks; the SDK itself would ask again for a minute. */
    private static final Duration QUESTION = Duration.ofSeconds(8);

    private final Supplier<SwitchState> reader;

    PromotionGuard(Supplier<SwitchState> reader) {
        this.reader = reader;
    }

    /** The guard of a control plane. */
    public static PromotionGuard of(WorkflowClient client) {
        return new PromotionGuard(() -> ask(client));
    }

    /** A guard that lets everything through, for tests of what it guards. */
    public static PromotionGuard open() {
        return new PromotionGuard(SwitchState::untouched);
    }

    /** Throws a TRANSIENT problem when nothing may be written now: the attempt ends, and the next one asks again. */
    public void check() {
        var state = state();
        if (state.halted()) {
            throw new Problem(FailureClass.TRANSIENT, state.line(), Halted.WHERE, RESUME);
        }
    }

    /** The switch as it is; a TRANSIENT problem when nobody can tell. */
    SwitchState state() {
        return reader.get();
    }

    private static SwitchState ask(WorkflowClient client) {
        try {
            var answer = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(QUESTION.toMillis(), TimeUnit.MILLISECONDS)
                    .queryWorkflow(QueryWorkflowRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(WorkflowIds.promotionSwitch()))
                            .setQuery(WorkflowQuery.newBuilder().setQueryType("state"))
                            .build());
            return Optional.ofNullable(client.getOptions()
                            .getDataConverter()
                            .fromPayloads(
                                    0, Optional.of(answer.getQueryResult()), SwitchState.class, SwitchState.class))
                    .orElseThrow(() -> unreadable("no answer", null));
        } catch (StatusRuntimeException e) {
            if (isAbsent(e)) {
                return SwitchState.untouched(); // nobody has ever thrown it
            }
            throw unreadable(String.valueOf(e.getStatus().getCode()), e);
        } catch (DataConverterException e) {
            throw unreadable("an answer that this version cannot read", e);
        }
    }

    private static boolean isAbsent(StatusRuntimeException e) {
        return e.getStatus().getCode() == Status.Code.NOT_FOUND
                && !StatusUtils.hasFailure(e, NamespaceNotFoundFailure.class);
    }

    private static Problem unreadable(String why, @Nullable Throwable cause) {
        return new Problem(
                FailureClass.TRANSIENT,
                "nobody can tell whether promotions are halted (" + why + "), so nothing is written",
                Halted.WHERE,
                "homelab server status",
                cause);
    }
}
