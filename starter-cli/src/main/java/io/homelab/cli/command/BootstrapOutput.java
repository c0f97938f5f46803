package io.homelab.cli.command;

import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.workflows.cluster.BootstrapReport;
import io.homelab.workflows.plan.Change;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.progress.TimeSplit;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plans and reports as people read them. */
final class BootstrapOutput {
    private BootstrapOutput() {}

    static void plan(Console console, Plan plan) {
        if (plan.isEmpty()) {
            console.result("no changes: " + plan.cluster() + " is as the lab file says");
            return;
        }
        for (var change : plan.changes()) {
            console.result(line(console, change));
        }
        console.result(plan.changes().size() + " changes, plan " + plan.hash());
    }

    private static String line(Console console, Change change) {
        var sign =
                switch (change.action()) {
                    case CREATE -> console.ink(Console.Ink.GREEN, "+");
                    case UPDATE -> console.ink(Console.Ink.YELLOW, "~");
                    case START, RUN -> console.ink(Console.Ink.YELLOW, "▶");
                    case DELETE -> console.ink(Console.Ink.RED, "-");
                };
        var fields = change.fields().stream()
                .map(f -> f.name() + ": " + (f.from() == null ? "(none)" : f.from()) + " → "
                        + (f.to() == null ? "(none)" : f.to()))
                .collect(Collectors.joining(", "));
        return sign + " " + change.action().name().toLowerCase(Locale.ROOT) + " " + change.address()
                + (fields.isEmpty() ? "" : "  " + fields)
                + (change.why() == null ? "" : "  (" + change.why() + ")")
                + (change.destructive() ? console.ink(Console.Ink.RED, "  destructive") : "");
    }

    static void report(Console console, BootstrapReport report) {
        if (!report.changed()) {
            console.result("no changes: " + report.cluster() + " is as the lab file says");
        }
        if (report.acceptance() != null) {
            AcceptanceOutput.report(console, report.acceptance());
        }
        console.result("");
        console.result(report.cluster() + " answers at https://" + report.endpoint());
        if (report.evidence() != null) {
            console.result("evidence " + report.evidence().location() + " (sha256 "
                    + report.evidence().digest() + ")");
        }
        time(console, report.time());
    }

    static void time(Console console, TimeSplit time) {
        console.result("took %s: %s the lab's own waiting, %s ours (%.1f %%)%s"
                .formatted(
                        Durations.text(time.total()),
                        Durations.text(time.lab()),
                        Durations.text(time.ours()),
                        time.oursPercent(),
                        time.people().isZero() ? "" : ", " + Durations.text(time.people()) + " waiting for a person"));
    }
}
