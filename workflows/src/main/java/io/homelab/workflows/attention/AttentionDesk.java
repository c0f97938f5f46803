package io.homelab.workflows.attention;

import io.homelab.workflows.failure.FailureReport;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Where parked steps wait. Validators throw plain IllegalArgumentExceptions whose message begins with a stable code
 * (the SDK loses the type and details of anything else).
 */
public final class AttentionDesk {
    private final Map<String, AttentionItem> open = new LinkedHashMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final Consumer<List<AttentionItem>> arrived;
    private final Consumer<List<AttentionItem>> left;

    /** {@code arrived} hears of every item that comes, the newest last; {@code left} of those that stay when one goes. */
    public AttentionDesk(Consumer<List<AttentionItem>> arrived, Consumer<List<AttentionItem>> left) {
        this.arrived = arrived;
        this.left = left;
    }

    /** What a person chose. */
    enum Verb {
        RETRY,
        SKIP,
        ABORT
    }

    record Answer(Verb verb, Decision decision) {}

    /** Waits, for as long as it takes, for a person's answer about this step. */
    Answer park(String step, String title, FailureReport failure, boolean skippable) {
        var revision = revisions.merge(step, 1, Integer::sum);
        var since = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        open.put(step, new AttentionItem(step, revision, title, failure, since, skippable));
        arrived.accept(items());
        try {
            Workflow.await(() -> answers.containsKey(step));
            return Objects.requireNonNull(answers.get(step));
        } finally { // a cancelled run waits for nobody either
            answers.remove(step);
            open.remove(step);
            left.accept(items());
        }
    }

    /** What waits for a person now. */
    public List<AttentionItem> items() {
        return List.copyOf(open.values());
    }

    Ticket accept(Verb verb, Decision decision) {
        answers.put(decision.id(), new Answer(verb, decision));
        return new Ticket(decision.id(), decision.revision(), verb + " accepted for " + decision.id());
    }

    void check(Verb verb, Decision decision) {
        var item = open.get(decision.id());
        if (item == null) {
            throw new IllegalArgumentException("ATTENTION_UNKNOWN: nothing waits under the id " + decision.id()
                    + (open.isEmpty() ? "; this run waits for nobody" : "; waiting: " + open.keySet()));
        }
        if (item.revision() != decision.revision()) {
            throw new IllegalArgumentException("ATTENTION_STALE: " + decision.id() + " is at revision "
                    + item.revision() + ", the answer was for " + decision.revision() + "; look again, then answer");
        }
        if (answers.containsKey(decision.id())) {
            throw new IllegalArgumentException(
                    "ATTENTION_ANSWERED: " + decision.id() + " has an answer that is being acted on");
        }
        if (verb == Verb.SKIP && !item.skippable()) {
            throw new IllegalArgumentException(
                    "STEP_NOT_SKIPPABLE: the run cannot go on without " + decision.id() + "; retry or abort");
        }
        if (verb == Verb.SKIP && (decision.reason() == null || decision.reason().isBlank())) {
            throw new IllegalArgumentException("REASON_MISSING: a skip needs a reason, it is recorded");
        }
    }
}
