package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.cli.controlplane.Updates;
import io.homelab.workflows.attention.Ticket;
import io.homelab.workflows.promotion.governance.Approvable;
import io.homelab.workflows.promotion.governance.ApprovalAnswer;
import io.homelab.workflows.promotion.governance.ApprovalQuestion;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a run asks, asks a person, and passes the answer on.
 *
 * @param hash what is answered; null for what is asked now
 * @param yes whether nobody is asked
 * @param verb of the answer
 */
record Answering(
        Session session,
        @Nullable String hash,
        boolean yes,
        String verb,
        @Nullable String reason,
        BiFunction<Approvable, ApprovalAnswer, Ticket> answer) {

    /** One run; a CommandFailure when it asks nothing, when nobody consents, or when the answer does not count. */
    Ticket one(Connection connection, String run) {
        var asking = connection.client().newWorkflowStub(Approvable.class, run);
        var question = asking.approval().open();
        if (question == null) {
            throw new CommandFailure(ExitCode.FAILED, run + " asks nobody now — homelab run show " + run);
        }
        show(run, question);
        if (hash == null && !yes && !new Consent(session).given(verb + " it?", "--yes, or --hash " + question.hash())) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was answered");
        }
        var ticket = Updates.bring(given -> answer.apply(asking, given), answer(question));
        session.console().say(run + ": " + ticket.message());
        return ticket;
    }

    private ApprovalAnswer answer(ApprovalQuestion question) {
        return new ApprovalAnswer(
                question.id(),
                question.revision(),
                hash == null ? question.hash() : hash,
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
                .forEach(given -> console.say("  approved by " + given.answer().by() + " at " + given.at()));
        console.say("  " + question.missing() + " must approve until " + question.until() + "; then it is taken as "
                + switch (question.policy().onExpiry()) {
                    case REJECT -> "rejected";
                    case APPROVE -> "approved";
                });
        console.say("  hash: " + question.hash());
    }
}
