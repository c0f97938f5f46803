package io.homelab.cli.progress;

import io.homelab.cli.output.Durations;
import io.homelab.workflows.attention.RunView;
import io.homelab.workflows.progress.StepState;
import io.temporal.api.enums.v1.PendingActivityState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a run waits, in words; a function of what the run says of itself and of what the server knows. */
final class Explanation {
    private final Facts facts;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Facts facts) {
        this.facts = facts;
    }

    /**
     * What is known.
     *
     * @param ended how it ended, if it did
     * @param polled whether a worker asks for work
     * @param taskAttempt which attempt at running the workflow's own code this is; 1 when it does not fail
     * @param taskFailure how that code failed last
     * @param cancelled whether somebody asked it to stop
     * @param view what the run says of itself; empty when it cannot answer
     */
    record Facts(
            String run,
            Optional<String> ended,
            boolean polled,
            String queue,
            int taskAttempt,
            @Nullable String taskFailure,
            boolean cancelled,
            Optional<RunView> view,
            List<Activity> activities,
            Instant now) {}

    /** An activity that the run waits for. */
    record Activity(
            String type,
            PendingActivityState state,
            int attempt,
            @Nullable String sees,
            @Nullable Instant seenAt,
            @Nullable String lastError,
            @Nullable Instant since,
            @Nullable Instant nextTry) {}

    /** The explanation; its last lines say what to do. */
    static List<String> of(Facts facts) {
        return new Explanation(facts).explain();
    }

    private List<String> explain() {
        if (facts.ended().isPresent()) {
            lines.add(facts.run() + " does not wait: it is " + facts.ended().get());
            lines.add("  start it again to go on from what is there");
        } else if (!facts.polled()) {
            lines.add("no worker polls the task queue " + facts.queue() + ": nothing of this run can go on");
            facts.activities().forEach(this::activity);
            lines.add("  homelab server start");
        } else {
            running();
        }
        return lines;
    }

    private void running() {
        if (facts.taskAttempt() > 1) {
            lines.add("the workflow's own code fails, attempt " + facts.taskAttempt()
                    + (facts.taskFailure() == null ? "" : ": " + facts.taskFailure()));
            lines.add("  homelab run logs " + facts.run()
                    + " has more; if the code was changed, go back to the version that"
                    + " began the run, or homelab run terminate " + facts.run() + " and start it again");
        }
        if (facts.cancelled()) {
            lines.add(
                    "it was cancelled: it ends when its activities have stopped, so that nothing writes behind its back");
        }
        facts.view()
                .ifPresentOrElse(
                        this::view, () -> lines.add("the run cannot say itself what it does; the server knows:"));
        facts.activities().forEach(this::activity);
        if (facts.view().isEmpty() && facts.taskAttempt() == 1) {
            // Its code does not fail and yet nobody answers: a dead worker stays listed as polling for a minute.
            lines.add("  the worker that polled last does not answer: busy, on its way, or gone");
            lines.add("  homelab server status says whether it runs, homelab server start brings it back");
        }
        if (lines.stream().noneMatch(l -> l.contains("homelab "))) {
            lines.add("  nothing to do: it goes on by itself — homelab run watch " + facts.run());
        }
    }

    private void view(RunView view) {
        for (var item : view.attention()) {
            lines.addAll(StepText.attention(facts.run(), item));
            lines.add("  since " + ago(item.since()));
        }
        for (var step : view.steps()) {
            switch (step.state()) {
                case RUNNING ->
                    lines.add("working on: " + step.title() + since(step.since())
                            + (step.detail() == null ? "" : " (" + step.detail() + ")"));
                case ABORTED -> lines.add("aborted at: " + step.title() + "; it undoes what it made, then ends");
                case PARKED, PENDING, DONE, SKIPPED -> {}
            }
        }
        var idle = view.attention().isEmpty()
                && view.steps().stream()
                        .noneMatch(s -> s.state() == StepState.RUNNING || s.state() == StepState.ABORTED);
        if (idle) {
            lines.add("between two steps, phase: " + view.phase());
        }
        view.steps().stream()
                .filter(s -> s.state() == StepState.PENDING)
                .findFirst()
                .ifPresent(next -> lines.add("  next: " + next.title()));
    }

    private void activity(Activity activity) {
        lines.add("  " + activity.type() + ": " + state(activity) + ", attempt " + activity.attempt()
                + since(activity.since()));
        Waits.words(activity.type()).ifPresent(words -> lines.add("    waits until " + words));
        if (activity.sees() != null) {
            lines.add(
                    "    sees: " + activity.sees() + (activity.seenAt() == null ? "" : ", " + ago(activity.seenAt())));
        }
        if (activity.lastError() != null) {
            lines.add("    last error: " + activity.lastError());
        }
        if (activity.nextTry() != null && activity.nextTry().isAfter(facts.now())) {
            lines.add("    next try in " + Durations.text(Duration.between(facts.now(), activity.nextTry())));
        }
    }

    private static String state(Activity activity) {
        return switch (activity.state()) {
            case PENDING_ACTIVITY_STATE_STARTED -> "being worked on";
            case PENDING_ACTIVITY_STATE_SCHEDULED ->
                activity.attempt() > 1 ? "to be tried again" : "not taken by a worker yet";
            case PENDING_ACTIVITY_STATE_CANCEL_REQUESTED -> "asked to stop, stops at its next heartbeat";
            case PENDING_ACTIVITY_STATE_PAUSED, PENDING_ACTIVITY_STATE_PAUSE_REQUESTED ->
                "paused by somebody (temporal activity unpause lets it go on)";
            case PENDING_ACTIVITY_STATE_UNSPECIFIED, UNRECOGNIZED -> "in a state that this version does not know";
        };
    }

    private String since(@Nullable Instant at) {
        return at == null ? "" : ", since " + ago(at);
    }

    private String ago(Instant at) {
        return Durations.text(Duration.between(at, facts.now())) + " ago";
    }
}
