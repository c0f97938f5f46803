package io.homelab.cli.command;

import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.cli.output.Table;
import io.homelab.cli.report.ReportView;
import io.homelab.cli.report.Trend;
import io.homelab.workflows.backup.Ages;
import io.homelab.workflows.backup.Sizes;

/** A signed report of a verification, for people at a terminal. */
final class BackupReportOutput {
    private static final int SHORT = 12;

    private BackupReportOutput() {}

    static void print(Console console, ReportView view) {
        BackupOutput.checks(console, view.checks());
        if (!view.unread().isEmpty()) {
            unread(console, view);
        }
        if (!view.drills().isEmpty()) {
            drills(console, view);
        }
        console.result("");
        console.result(BackupOutput.verdict(console, view.verdict()) + (view.simulated() ? " (rehearsed)" : "") + " "
                + view.lab() + (view.only() == null ? "" : ", " + view.only()) + ", " + view.recordedAt());
        view.notes().forEach(console::say);
        console.say("run " + view.run() + ", took " + Durations.text(view.took()));
        console.say("signed: " + view.file() + ", sha256 " + view.digest() + ", key " + view.key());
    }

    private static void unread(Console console, ReportView view) {
        var table = new Table("SET", "UNREAD LONGEST", "SINCE", "SIZE");
        view.unread()
                .forEach(pack -> table.row(
                        pack.set(),
                        "pack " + shortened(pack.pack()),
                        pack.since() + (pack.read() ? "" : ", never read"),
                        Sizes.text(pack.bytes())));
        console.result("");
        table.lines().forEach(console::result);
    }

    private static void drills(Console console, ReportView view) {
        var table = new Table("SET", "DRILL OF", "DRILLS", "RECOVERY TIME", "LOST TIME");
        view.drills()
                .forEach(trend -> table.row(
                        trend.set(),
                        trend.application() + (trend.sample() ? ", a sample" : ""),
                        drills(trend),
                        trend.recoveryWords(Durations::text),
                        trend.lostWords(Ages::text)));
        console.result("");
        table.lines().forEach(console::result);
    }

    private static String drills(Trend trend) {
        long bad = trend.drills().stream().filter(drill -> drill.findings() > 0).count();
        return trend.drills().size() + (bad == 0 ? "" : ", " + bad + " not whole");
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
