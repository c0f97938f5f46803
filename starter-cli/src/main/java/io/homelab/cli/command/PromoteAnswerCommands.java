package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
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
            return all(session, asked, "approve", reason, Approvable::approve);
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
            return all(session, asked, "reject", reason, Approvable::reject);
        }
    }

    private static int all(
            Session session,
            Asked asked,
            String verb,
            @Nullable String reason,
            BiFunction<Approvable, ApprovalAnswer, Ticket> answer) {
        var answering = new Answering(session, asked.hash, asked.yes, verb, reason, answer);
        return session.connected(connection -> {
            var tickets = new ArrayList<Ticket>();
            for (var run : asked.runs) {
                tickets.add(answering.one(connection, run));
            }
            asked.output.print(session, "homelab/approval-answers/v1", tickets);
            return ExitCode.DONE.code();
        });
    }
}
