package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.controlplane.Updates;
import io.homelab.workflows.promotion.PromotionSwitch;
import io.homelab.workflows.promotion.SwitchRequest;
import io.homelab.workflows.promotion.SwitchState;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowOptions;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one switch of all promotions. */
public final class PromoteSwitchCommands {
    private PromoteSwitchCommands() {}

    /** Stops all. */
    @Command(
            name = "halt",
            description = {
                "Stop all promotions, those that run and those to come: none writes anything more until homelab promote resume.",
                "What was written stays; a run that waits says who halted it, and why."
            })
    public static final class Halt implements Callable<Integer> {
        private final Session session;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; everybody who waits is shown it.")
        private String reason = "";

        @Mixin
        private OutputFormat output = new OutputFormat();

        public Halt(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return thrown(session, output, PromotionSwitch::halt, reason);
        }
    }

    /** Lets all go on. */
    @Command(name = "resume", description = "Let all promotions go on.")
    public static final class Resume implements Callable<Integer> {
        private final Session session;

        @Mixin
        private OutputFormat output = new OutputFormat();

        public Resume(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return thrown(session, output, PromotionSwitch::resume, null);
        }
    }

    private static int thrown(
            Session session,
            OutputFormat output,
            BiFunction<PromotionSwitch, SwitchRequest, SwitchState> verb,
            @Nullable String reason) {
        return session.connected(connection -> {
            var request = new SwitchRequest(System.getProperty("user.name"), reason);
            var state = Updates.bring(() -> started(connection, verb), request);
            if (!output.print(session, "homelab/promotion-switch/v1", state)) {
                session.console().result(state.line());
            }
            return ExitCode.DONE.code();
        });
    }

    /** Whoever throws it first starts it. */
    private static Updates.Started<SwitchRequest, SwitchState> started(
            Connection connection, BiFunction<PromotionSwitch, SwitchRequest, SwitchState> verb) {
        var stub = connection
                .client()
                .newWorkflowStub(
                        PromotionSwitch.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.HOME)
                                .setWorkflowId(WorkflowIds.promotionSwitch())
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .setStaticSummary("Switch of all promotions")
                                .setStaticDetails(
                                        "Started by homelab. Whether promotions go on is under Current Details.")
                                .build());
        @Nullable SwitchState untouched = null;
        return new Updates.Started<>(
                asked -> verb.apply(stub, asked), new WithStartWorkflowOperation<>(stub::hold, untouched));
    }
}
