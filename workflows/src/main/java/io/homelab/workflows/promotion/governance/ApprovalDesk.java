package io.homelab.workflows.promotion.governance;

import io.homelab.workflows.attention.Ticket;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a question waits for its answers, until it is decided or expires; one at a time. Validators throw plain
 * IllegalArgumentExceptions whose message begins with a stable code (the SDK loses the type and details of anything else).
 */
public final class ApprovalDesk {
    private final Consumer<ApprovalQuestion> changed;
    private final List<ApprovalDecision> decided = new ArrayList<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private @Nullable ApprovalQuestion open;

    /**
     * @param changed hears of every question, of each new revision of it, and of each answer that counts; called on a
     *     workflow thread and may start activities, but must not wait
     */
    public ApprovalDesk(Consumer<ApprovalQuestion> changed) {
        this.changed = changed;
    }

    /** Asks, and waits for the decision. What was asked before under this id is a new revision, whatever came of it. */
    public ApprovalDecision ask(String id, Shown shown, ApprovalPolicy policy) {
        if (open != null) {
            throw new IllegalStateException("one question at a time");
        }
        put(ApprovalQuestion.ask(id, revisions.getOrDefault(id, 0) + 1, shown, policy, now()));
        try {
            awaitDecision();
            var decision = asked().end(now());
            decided.add(decision);
            return decision;
        } finally { // a cancelled run asks nobody any more
            open = null;
        }
    }

    /**
     * Something has moved while the question is open: the answers so far are void, and it is asked anew with what is to be
     * shown now. Nothing happens when nothing is open.
     */
    public void voidAnswers(Shown now, String why) {
        if (open != null) {
            put(open.again(now, why, now()));
        }
    }

    /** What is asked and what was answered. */
    public ApprovalView view() {
        return new ApprovalView(open, decided);
    }

    /** Takes an answer; {@link #check} has let it through. */
    public Ticket accept(boolean approves, ApprovalAnswer answer) {
        var question = asked().with(approves, answer, now());
        put(question);
        var missing = question.missing();
        return new Ticket(
                question.id(),
                question.revision(),
                (approves ? "approved" : "rejected") + " by " + answer.by()
                        + (approves && missing > 0 ? "; " + missing + " more must approve" : ""));
    }

    /** Refuses an answer that does not count. */
    public void check(boolean approves, ApprovalAnswer answer) {
        if (open == null || !open.id().equals(answer.id())) {
            throw new IllegalArgumentException("APPROVAL_UNKNOWN: nothing is asked under the id " + answer.id()
                    + (open == null ? "; this run asks nobody now" : "; asked: " + open.id()));
        }
        open.refusal(approves, answer).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal);
        });
    }

    private void awaitDecision() {
        while (asked().decided().isEmpty()) {
            var revision = asked().revision();
            if (expired(revision)) {
                return;
            }
        }
    }

    /** Waits for a decision, or for another revision, whose time begins anew; true when the time of this one is over. */
    private boolean expired(int revision) {
        var left = Duration.between(now(), asked().until());
        var timer = new ArrayList<io.temporal.workflow.Promise<Void>>();
        var timing = Workflow.newCancellationScope(() -> timer.add(Workflow.newTimer(
                left,
                TimerOptions.newBuilder()
                        .setSummary("until the approval expires")
                        .build())));
        timing.run();
        var expiry = timer.getFirst();
        Workflow.await(() -> expiry.isCompleted()
                || asked().revision() != revision
                || asked().decided().isPresent());
        // An answer that comes in the same instant counts.
        var over = expiry.isCompleted()
                && asked().revision() == revision
                && asked().decided().isEmpty();
        cancel(timing);
        return over;
    }

    private static void cancel(CancellationScope timing) {
        timing.cancel("answered");
    }

    private void put(ApprovalQuestion question) {
        open = question;
        revisions.put(question.id(), question.revision());
        changed.accept(question);
    }

    private ApprovalQuestion asked() {
        return Objects.requireNonNull(open);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
