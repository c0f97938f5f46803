package io.homelab.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.output.Screen;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTreeTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void everythingIsShownWhereThereIsRoom() {
        var steps = steps(5, 2, 5);

        assertThat(LiveTree.of(steps, 12)).isEqualTo(new LiveTree(steps, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 12, 23, 37})
    void whatIsShownAndItsCountsFitAndNothingIsLost(int rows) {
        var steps = steps(20, 4, 14);

        var tree = LiveTree.of(steps, rows);

        var counts = List.of(tree.done(), tree.busy(), tree.ahead()).stream()
                .filter(n -> n > 0)
                .count();
        assertThat(tree.shown().size() + counts).isLessThanOrEqualTo(Math.max(rows, 3));
        assertThat(tree.shown().size() + tree.done() + tree.busy() + tree.ahead())
                .isEqualTo(steps.size());
        assertThat(steps.stream().filter(tree.shown()::contains)).containsExactlyElementsOf(tree.shown());
    }

    @Test
    void stepsUnderWayComeFirstThenTheNewestAndTheNext() {
        var tree = LiveTree.of(steps(20, 4, 14), 13);

        assertThat(tree.shown())
                .extracting(StepView::id)
                .containsExactly(
                        "done-18", "done-19", "done-20", "busy-1", "busy-2", "busy-3", "busy-4", "next-1", "next-2",
                        "next-3");
    }

    @Test
    void aLineIsCutWithItsColoursAndWideSignsInMind() {
        assertThat(Screen.fit("short", 10)).isEqualTo("short");
        assertThat(Screen.fit("0123456789ab", 10)).isEqualTo("012345678…");
        assertThat(Screen.fit("\u001b[31m0123456789ab\u001b[0m", 10))
                .contains("012345678")
                .contains("…")
                .startsWith("\u001b[");
    }

    private static List<StepView> steps(int done, int busy, int next) {
        var steps = new ArrayList<StepView>();
        add(steps, "done", StepState.DONE, done);
        add(steps, "busy", StepState.RUNNING, busy);
        add(steps, "next", StepState.PENDING, next);
        return steps;
    }

    private static void add(List<StepView> steps, String name, StepState state, int count) {
        for (int i = 1; i <= count; i++) {
            var finished = state == StepState.DONE ? NOON.plusSeconds(i) : null;
            steps.add(new StepView(name + "-" + i, name, null, state, NOON, finished, null, Duration.ZERO));
        }
    }
}
