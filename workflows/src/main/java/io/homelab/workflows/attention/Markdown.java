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
    private static final int CELL = 240;

    private Markdown() {}

    /** The whole view. */
    public static String of(RunView view) {
        var text = new StringBuilder();
        text.append("### ")
                .append(view.title())
                .append(view.simulated() ? " (simulated)" : "")
                .append('\n');
        for (var item : view.attention()) {
            text.append("\n**Needs you:** ")
                    .append(item.title())
                    .append(" — ")
                    .append(item.failure().line())
                    .append("\n\n`homelab run retry` · ")
                    .append(item.skippable() ? "`skip` · " : "")
                    .append("`abort` with `--item ")
                    .append(item.id())
                    .append(" --revision ")
                    .append(item.revision())
                    .append("`\n");
        }
        text.append("\n| | step | |\n|---|---|---|\n");
        for (var step : view.steps()) {
            text.append("| ")
                    .append(MARKS.get(step.state()))
                    .append(" | ")
                    .append(cell(step.title()))
                    .append(" | ")
                    .append(step.detail() == null ? "" : cell(step.detail()))
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String cell(String words) {
        var line = words.lines().collect(Collectors.joining(" "));
        var shown = line.length() <= CELL ? line : line.substring(0, CELL) + "…";
        return shown.replace("|", "\\|");
    }
}
