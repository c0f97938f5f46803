package io.homelab.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.attention.RunView;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import io.temporal.api.enums.v1.PendingActivityState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state that a run can wait in has words: which are enumerated from the enums, so that a new one fails here. */
class ExplanationTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant BEFORE = NOW.minus(Duration.ofMinutes(5));
    private static final String RUN = "cluster-dev";

    /** Every combination of a step's state, an activity's state, a first or later attempt, and a cancellation. */
    static Stream<Explanation.Facts> everyWait() {
        var all = new ArrayList<Explanation.Facts>();
        for (var step : StepState.values()) {
            for (var activity : PendingActivityState.values()) {
                for (int attempt = 1; attempt <= 2; attempt++) {
                    for (var cancelled : List.of(false, true)) {
                        for (var failing : List.of(1, 3)) {
                            all.add(facts(view(step), List.of(activity(activity, attempt)), cancelled, failing));
                            all.add(facts(view(step), List.of(), cancelled, failing));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everyWait")
    void everyWaitSaysWhatForAndWhatToDo(Explanation.Facts facts) {
        var said = Explanation.of(facts);

        assertThat(said).first().asString().isNotBlank();
        assertThat(said).as("what to do").anyMatch(l -> l.contains("homelab "));
        assertThat(said).noneMatch(l -> l.contains("null") || l.contains("STATE_"));
        for (var activity : facts.activities()) {
            assertThat(said).anyMatch(l -> l.contains(activity.type()) && l.contains("5 min 0 s ago"));
            if (activity.lastError() != null) {
                assertThat(said).contains("    last error: connection refused", "    next try in 7.0 s");
            }
        }
        if (facts.taskAttempt() > 1) {
            assertThat(String.join("\n", said)).contains("own code fails, attempt 3: non-deterministic");
        }
        if (facts.cancelled()) {
            assertThat(String.join("\n", said)).contains("it was cancelled");
        }
    }

    /** Every activity there ever was: whoever adds one to names.txt is told by this test to say what it waits for. */
    static Stream<String> everyActivity() throws IOException {
        return Files.readAllLines(Path.of("..", "workflows", "src", "test", "resources", "names.txt")).stream()
                .filter(line -> line.startsWith("activity "))
                .map(line -> line.substring("activity ".length()));
    }

    @ParameterizedTest
    @MethodSource("everyActivity")
    void everyActivitySaysWhatItWaitsFor(String type) {
        var waiting = new Explanation.Activity(
                type, PendingActivityState.PENDING_ACTIVITY_STATE_STARTED, 1, null, null, null, BEFORE, null);

        assertThat(Explanation.of(facts(view(StepState.RUNNING), List.of(waiting), false, 1)))
                .as("add it to Waits")
                .anyMatch(line -> line.startsWith("    waits until ") && line.length() > 30);
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void aParkedStepSaysItsFailureItsAgeAndEveryAnswer(FailureClass kind) {
        var item = new AttentionItem(
                "image",
                2,
                "Talos image",
                new FailureReport(kind, "no room", "proxmox local", "free some"),
                BEFORE,
                true);
        var view = new RunView(
                1, "Bootstrap dev", "building", true, BEFORE, List.of(step(StepState.PARKED)), List.of(item));

        var said = String.join("\n", Explanation.of(facts(Optional.of(view), List.of(), false, 1)));

        assertThat(said)
                .contains(kind + ": no room (proxmox local)", "free some", "since 5 min 0 s ago")
                .contains("homelab run retry " + RUN + " --item image --revision 2")
                .contains("homelab run skip", "homelab run abort");
    }

    @Test
    void anAbortThatIsUndoneSaysSo() {
        assertThat(Explanation.of(facts(view(StepState.ABORTED), List.of(), false, 1)))
                .contains("aborted at: the step; it undoes what it made, then ends");
    }

    @Test
    void aLaneThatWaitsForAnotherShowsTheOneThatWorksAndWhatIsNext() {
        var view = new RunView(
                1, "t", "building", true, BEFORE, List.of(step(StepState.RUNNING), step(StepState.PENDING)), List.of());

        assertThat(Explanation.of(facts(Optional.of(view), List.of(), false, 1)))
                .contains("working on: the step, since 5 min 0 s ago (what it sees)", "  next: the step");
    }

    @Test
    void withoutAWorkerNothingElseMatters() {
        var facts = new Explanation.Facts(
                RUN, Optional.empty(), false, "home", 1, null, false, Optional.empty(), List.of(), NOW);

        assertThat(Explanation.of(facts))
                .containsExactly(
                        "no worker polls the task queue home: nothing of this run can go on", "  homelab server start");
    }

    @Test
    void aRunThatCannotAnswerIsExplainedByTheServer() {
        var said = Explanation.of(facts(
                Optional.empty(), List.of(activity(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED, 1)), false, 3));

        assertThat(String.join("\n", said))
                .contains("cannot say itself", "being worked on", "homelab run terminate " + RUN);
    }

    @Test
    void aRunThatNobodyAnswersForSaysThatItsWorkerMayBeGone() {
        var said = Explanation.of(facts(
                Optional.empty(), List.of(activity(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED, 1)), false, 1));

        assertThat(String.join("\n", said))
                .contains("does not answer", "homelab server start")
                .doesNotContain("nothing to do");
    }

    @Test
    void aRunThatEndedDoesNotWait() {
        var facts = new Explanation.Facts(
                RUN, Optional.of("failed"), false, "home", 1, null, false, Optional.empty(), List.of(), NOW);

        assertThat(Explanation.of(facts)).first().isEqualTo("cluster-dev does not wait: it is failed");
    }

    private static Explanation.Facts facts(
            Optional<RunView> view, List<Explanation.Activity> activities, boolean cancelled, int taskAttempt) {
        return new Explanation.Facts(
                RUN,
                Optional.empty(),
                true,
                "home",
                taskAttempt,
                taskAttempt > 1 ? "non-deterministic" : null,
                cancelled,
                view,
                activities,
                NOW);
    }

    private static Optional<RunView> view(StepState state) {
        var items = state == StepState.PARKED
                ? List.of(new AttentionItem(
                        "s", 1, "the step", new FailureReport(FailureClass.CONFIG, "wrong", null, null), BEFORE, false))
                : List.<AttentionItem>of();
        return Optional.of(new RunView(1, "t", "building", true, BEFORE, List.of(step(state)), items));
    }

    private static StepView step(StepState state) {
        return new StepView("s", "the step", null, state, BEFORE, null, "what it sees", Duration.ZERO);
    }

    private static Explanation.Activity activity(PendingActivityState state, int attempt) {
        @Nullable String error = attempt > 1 ? "connection refused" : null;
        return new Explanation.Activity(
                "HypervisorEnsureMachine",
                state,
                attempt,
                null,
                null,
                error,
                BEFORE,
                attempt > 1 ? NOW.plusSeconds(7) : null);
    }

    @Test
    void theEnumerationIsNotEmpty() {
        assertThat(everyWait())
                .hasSizeGreaterThan(Arrays.asList(StepState.values()).size() * 20);
    }
}
