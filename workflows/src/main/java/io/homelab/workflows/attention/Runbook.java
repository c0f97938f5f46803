package io.homelab.workflows.attention;

import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.progress.CriticalPath;
import io.homelab.workflows.progress.StepLog;
import io.homelab.workflows.progress.StepState;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the steps of a run: shows them, parks those that fail for good, and goes on when a person has answered. */
public final class Runbook {
    private final StepLog log;
    private final AttentionDesk desk;
    private final Supplier<Optional<FailureReport>> amend;
    private Duration people = Duration.ZERO;
    private int parked;
    private Instant allParkedSince = Instant.EPOCH;

    /** {@code amend} reads the lab file again, and says why it may not be used, if so. */
    public Runbook(StepLog log, AttentionDesk desk, Supplier<Optional<FailureReport>> amend) {
        this.log = log;
        this.desk = desk;
        this.amend = amend;
    }

    /** A step that the run cannot go on without. */
    public <T> T step(String id, CriticalPath path, Function<String, T> body, Function<T, StepLog.Result> result) {
        return attempt(id, path, body, result, Optional.empty());
    }

    /** A step that a person may skip; {@code skipped} stands in for its result. */
    public <T> T skippable(
            String id, CriticalPath path, Function<String, T> body, Function<T, StepLog.Result> result, T skipped) {
        return attempt(id, path, body, result, Optional.of(skipped));
    }

    /** Asks a person before going on; a retry means yes. The step's own condition is looked at again afterwards. */
    public void ask(String id, FailureReport question) {
        var answer = park(id, question, false);
        if (answer.verb() == AttentionDesk.Verb.ABORT) {
            log.end(id, StepState.ABORTED, question.line(), Duration.ZERO);
            throw Aborted.at(id, Optional.ofNullable(answer.decision().reason()).orElse("no reason given"));
        }
        log.end(
                id,
                StepState.DONE,
                "agreed by " + Optional.ofNullable(answer.decision().by()).orElse("a person"),
                Duration.ZERO);
    }

    /** How long nothing went on because every branch waited for a person; an upper bound where branches overlap. */
    public Duration people() {
        return people;
    }

    private <T> T attempt(
            String id,
            CriticalPath path,
            Function<String, T> body,
            Function<T, StepLog.Result> result,
            Optional<T> skipped) {
        while (true) {
            log.enter(id, StepState.RUNNING, null);
            FailureReport failure;
            try {
                var value = body.apply(log.title(id));
                var seen = result.apply(value);
                path.add(seen.waited());
                log.end(id, StepState.DONE, seen.summary(), seen.waited());
                return value;
            } catch (ActivityFailure e) {
                failure = Failures.unlessCanceled(e);
            }
            var answer = park(id, failure, skipped.isPresent());
            switch (answer.verb()) {
                case RETRY -> log.enter(id, StepState.RUNNING, "tried again");
                case SKIP -> {
                    log.end(
                            id,
                            StepState.SKIPPED,
                            "skipped: " + answer.decision().reason(),
                            Duration.ZERO);
                    return skipped.orElseThrow();
                }
                case ABORT -> {
                    log.end(id, StepState.ABORTED, failure.line(), Duration.ZERO);
                    throw Aborted.at(
                            id, Optional.ofNullable(answer.decision().reason()).orElse("no reason given"));
                }
            }
        }
    }

    private AttentionDesk.Answer park(String id, FailureReport first, boolean skippable) {
        var failure = first;
        while (true) {
            log.enter(id, StepState.PARKED, failure.line());
            startOfWait();
            var answer = desk.park(id, log.title(id), failure, skippable);
            endOfWait();
            if (answer.verb() != AttentionDesk.Verb.RETRY || !answer.decision().amended()) {
                return answer;
            }
            var refused = amendment();
            if (refused.isEmpty()) {
                return answer;
            }
            failure = refused.get();
        }
    }

    private Optional<FailureReport> amendment() {
        try {
            return amend.get();
        } catch (ActivityFailure e) {
            return Optional.of(Failures.unlessCanceled(e));
        }
    }

    private void startOfWait() {
        if (parked++ == 0) {
            allParkedSince = now();
        }
    }

    private void endOfWait() {
        if (--parked == 0) {
            people = people.plus(Duration.between(allParkedSince, now()));
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    /** A refusal to use an amended lab file. */
    public static FailureReport amendmentRefused(String why) {
        return new FailureReport(
                FailureClass.CONFIG,
                "the amended lab file changes what is finished: " + why,
                "lab.yaml",
                "put that back, or abort and start again");
    }
}
