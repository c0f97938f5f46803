package io.homelab.cli.progress;

import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.workflows.attention.AttentionItem;
import io.homelab.workflows.progress.StepState;
import io.homelab.workflows.progress.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Steps as lines of text. */
final class StepText {
    private StepText() {}

    static String mark(Console console, StepState state) {
        return switch (state) {
            case PENDING -> console.ink(Console.Ink.DIM, "·");
            case RUNNING -> console.ink(Console.Ink.BOLD, "▶");
            case PARKED -> console.ink(Console.Ink.YELLOW, "✋");
            case DONE -> console.ink(Console.Ink.GREEN, "✔");
            case SKIPPED -> console.ink(Console.Ink.DIM, "⤼");
            case ABORTED -> console.ink(Console.Ink.RED, "✖");
        };
    }

    /** One line: mark, title, how long it took or lasts, and what came of it. */
    static String line(Console console, StepView step, Instant now) {
        var indent = step.lane() == null ? "" : "  ";
        var text = indent + mark(console, step.state()) + " " + step.title();
        if (step.since() != null && step.state() != StepState.PENDING) {
            var end = step.finished() == null ? now : step.finished();
            text += console.ink(Console.Ink.DIM, "  " + Durations.text(Duration.between(step.since(), end)));
        }
        return step.detail() == null ? text : text + console.ink(Console.Ink.DIM, "  " + step.detail());
    }

    /** What a person must do about it. */
    static List<String> attention(String run, AttentionItem item) {
        var lines = new ArrayList<String>();
        lines.add("needs you: " + item.title());
        lines.add("  " + item.failure().kind() + ": " + item.failure().what()
                + (item.failure().where() == null ? "" : " (" + item.failure().where() + ")"));
        if (item.failure().remedy() != null) {
            lines.add("  " + item.failure().remedy());
        }
        var answer = " " + run + " --item " + item.id() + " --revision " + item.revision();
        lines.add("  homelab run retry" + answer);
        if (item.skippable()) {
            lines.add("  homelab run skip" + answer + " --reason TEXT");
        }
        lines.add("  homelab run abort" + answer);
        return lines;
    }
}
