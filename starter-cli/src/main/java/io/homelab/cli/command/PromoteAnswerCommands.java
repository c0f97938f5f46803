package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.homelab.workflows.promotion.governance.ApprovalQuestion;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's answers to promotions that ask. */
public final class PromoteAnswerCommands {
    private PromoteAnswerCommands() {}

    /** What both have. */
    static final class Asked {
        @Parameters(arity = "1..*", paramLabel = "RUN", description = "The runs that ask, such as promotion-prod.")
        private List<String> runs = List.of();

        @Option(
                names = "--hash",
                paramLabel = "HASH",
                description = "Answer only what has this hash, and do not ask; what has moved since is refused.")
        private @Nullable String hash;

        @Option(names = "--yes", negatable = true, fallbackValue = "true", description = "Do not ask.")
        private boolean yes;

        @Mixin
        private OutputFormat output = new OutputFormat();
    }

    /** Yes. */
    @Command(
            name = "approve",
            description = {
                "Let promotions go on. Shows what is asked: what would change, the release, and what the gate has seen.",
                "The answer counts for exactly that: whatever moves makes it void."
            })
    public static final class Approve implements Callable<Integer> {
        private final Session session;

        @Mixin
        private Asked asked = new Asked();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; recorded.")
        private @Nullable String reason;

        public Approve(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return new Answering(session, asked, "approve", reason, Approvable::approve).all();
        }
    }

    /** No. */
    @Command(
            name = "reject",
            description = {
                "Do not let promotions go on; one rejection ends it, whatever others say.",
                "Shows what is asked, as homelab promote approve does."
            })
    public static final class Reject implements Callable<Integer> {
        private final Session session;

        @Mixin
        private Asked asked = new Asked();

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; recorded.")
        private String reason = "";

        public Reject(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            return new Answering(session, asked, "reject", reason, Approvable::reject).all();
        }
    }

    /** Shows, asks and answers, one run after the other. */
    private record Answering(
            Session session,
            Asked asked,
            String verb,
            @Nullable String reason,
            BiFunction<Approvable, ApprovalAnswer, Ticket> answer) {
        int all() {
            return session.connected(connection -> {
                var tickets = new ArrayList<Ticket>();
                for (var run : asked.runs) {
                    tickets.add(one(connection, run));
                }
                asked.output.print(session, "homelab/approval-answers/v1", tickets);
                return ExitCode.DONE.code();
            });
        }

        private Ticket one(Connection connection, String run) {
            var asking = connection.client().newWorkflowStub(Approvable.class, run);
            var question = asking.approval().open();
            if (question == null) {
                throw new CommandFailure(ExitCode.FAILED, run + " asks nobody now — homelab run show " + run);
            }
            show(run, question);
            if (asked.hash == null
                    && !asked.yes
                    && !new Consent(session).given(verb + " it?", "--yes, or --hash " + question.hash())) {
                throw new CommandFailure(ExitCode.FAILED, "nothing was answered");
            }
            try {
                var ticket = answer.apply(asking, answer(question));
                session.console().say(run + ": " + ticket.message());
                return ticket;
            } catch (WorkflowUpdateException e) {
                var cause = e.getCause() instanceof ApplicationFailure failure
                        ? failure.getOriginalMessage()
                        : e.getMessage();
                throw new CommandFailure(ExitCode.FAILED, String.valueOf(cause), e);
            }
        }

        private ApprovalAnswer answer(ApprovalQuestion question) {
            return new ApprovalAnswer(
                    question.id(),
                    question.revision(),
                    asked.hash == null ? question.hash() : asked.hash,
                    System.getProperty("user.name"),
                    reason,
                    ApprovalAnswer.Channel.CLI,
                    null);
        }

        private void show(String run, ApprovalQuestion question) {
            var console = session.console();
            var shown = question.shown();
            console.say(run + " asks whether this may go to " + shown.cluster() + ":");
            console.say("  " + shown.subject() + " — " + shown.author() + ", " + shown.release());
            shown.changes().forEach(change -> console.say("  · " + change));
            console.say("  gate: " + shown.soak());
            if (question.voided() != null) {
                console.say("  asked again: " + question.voided());
            }
            question.answers()
                    .forEach(given ->
                            console.say("  approved by " + given.answer().by() + " at " + given.at()));
            console.say("  " + question.missing() + " must approve until " + question.until() + "; then it is taken as "
                    + switch (question.policy().onExpiry()) {
                        case REJECT -> "rejected";
                        case APPROVE -> "approved";
                    });
            console.say("  hash: " + question.hash());
        }
    }
}
