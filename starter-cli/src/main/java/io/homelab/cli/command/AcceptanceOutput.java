package io.homelab.cli.command;

import io.homelab.cli.output.Console;
import io.homelab.cli.output.Table;
import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.RunAcceptance;
import java.util.Locale;

/** Acceptance criteria as people read them. */
final class AcceptanceOutput {
    private AcceptanceOutput() {}

    static void report(Console console, AcceptanceReport report) {
        console.result("");
        console.result("Epic " + report.epic() + " — " + report.title());
        var table = new Table("CRITERION", "VERDICT", "WHAT", "SEEN");
        for (var criterion : report.criteria()) {
            table.row(
                    criterion.id(),
                    criterion.verdict().name().toLowerCase(Locale.ROOT),
                    criterion.text(),
                    criterion.seen());
        }
        table.lines().forEach(console::result);
    }

    /** Those of a run that brings something to a cluster. */
    static void report(Console console, RunAcceptance acceptance) {
        acceptance.epics().forEach(epic -> report(console, epic));
    }
}
