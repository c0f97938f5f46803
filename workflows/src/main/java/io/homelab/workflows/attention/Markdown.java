package io.homelab.workflows.attention;

import io.homelab.workflows.progress.StepState;
import java.util.Map;
import java.util.stream.Collectors;

/** The run as Markdown, for the Web UI's current details (at most 20 KB, no HTML). */
public final class Markdown {
    private static final Map<StepState, String> MARKS = Map.of(
            StepState.PENDING, "·",
            StepState.RUNNING, "▶",
            StepState.PARKED, "✋",
            StepState.DONE, "✔",
            StepState.SKIPPED, "⤼",
            StepState.ABORTED, "✖");

    /** The whole must stay below 20 KB; the full words are in the progress query. */
    private static final int WORDS = 240;

    private Markdown() {}

    /**
     * The whole view.
     *
     * @param run the workflow's id, for the commands that answer it
     */
    public static String of(String run, RunView view) {
        var text = new StringBuilder();
        text.append("### ")
                .append(view.title())
                .append(view.simulated() ? " (simulated)" : "")
                .append('\n');
        for (var item : view.attention()) {
            var answer = " " + run + " --item " + item.id() + " --revision " + item.revision();
            text.append("\n**Needs you:** ")
                    .append(words(item.title()))
                    .append(" — ")
                    .append(words(item.failure().line()))
                    .append("\n\n- `homelab run retry")
                    .append(answer)
                    .append("`\n");
            if (item.skippable()) {
                text.append("- `homelab run skip").append(answer).append(" --reason TEXT`\n");
            }
            text.append("- `homelab run abort").append(answer).append("`\n");
        }
        text.append('\n');
        for (var step : view.steps()) {
            text.append("- ").append(MARKS.get(step.state())).append(' ').append(words(step.title()));
            if (step.detail() != null) {
                text.append(" — ").append(words(step.detail()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** One line, whatever the words are. */
    private static String words(String words) {
        var line = words.lines().collect(Collectors.joining(" "));
        return line.length() <= WORDS ? line : line.substring(0, WORDS) + "…";
    }
}
