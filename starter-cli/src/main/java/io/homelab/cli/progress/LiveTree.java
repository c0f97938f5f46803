package io.homelab.cli.progress;

import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which steps a terminal has room for: all that are under way, and around them what has just been done and what comes
 * next. What has no room is counted.
 *
 * @param shown in their own order
 * @param done finished steps without room
 * @param busy steps under way without room, on a very small terminal
 * @param ahead steps to come without room
 */
record LiveTree(List<StepView> shown, int done, int busy, int ahead) {
    /** Lines that count what has no room. */
    private static final int COUNTS = 3;

    /** Chooses among the steps for so many lines. */
    static LiveTree of(List<StepView> steps, int rows) {
        if (steps.size() <= rows) {
            return new LiveTree(steps, 0, 0, 0);
        }
        var finished = steps.stream().filter(LiveTree::isFinished).toList();
        var pending = steps.stream().filter(s -> s.state() == StepState.PENDING).toList();
        var busy = steps.stream()
                .filter(s -> !isFinished(s) && s.state() != StepState.PENDING)
                .toList();
        var room = Math.max(0, rows - COUNTS);
        var working = Math.min(room, busy.size());
        var spare = room - working;
        var next = Math.min(pending.size(), Math.max(spare / 2, spare - finished.size()));
        var last = Math.min(finished.size(), spare - next);

        Set<StepView> hidden = new HashSet<>(pending.subList(next, pending.size()));
        hidden.addAll(busy.subList(working, busy.size()));
        finished.stream()
                .sorted(Comparator.comparing(LiveTree::finishedAt))
                .limit(finished.size() - last)
                .forEach(hidden::add);
        var shown = new ArrayList<>(steps);
        shown.removeIf(hidden::contains);
        return new LiveTree(List.copyOf(shown), finished.size() - last, busy.size() - working, pending.size() - next);
    }

    private static boolean isFinished(StepView step) {
        return step.state() == StepState.DONE || step.state() == StepState.SKIPPED;
    }

    private static Instant finishedAt(StepView step) {
        return Objects.requireNonNullElse(step.finished(), Instant.MIN);
    }
}
