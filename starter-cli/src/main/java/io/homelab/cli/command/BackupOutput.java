package io.homelab.cli.command;

import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.output.Console;
import io.homelab.cli.output.Durations;
import io.homelab.cli.output.Table;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import java.util.List;
import java.util.Optional;

/** A verification's report, for people. */
final class BackupOutput {
    private BackupOutput() {}

    /** Prints it as the command line says; how the command ends. */
    static ExitCode shown(Session session, OutputFormat output, BackupReport report) {
        if (!output.print(session, "homelab/backup-report/v1", report)) {
            report(session.console(), report);
        }
        return report.verdict() == CheckVerdict.PASS ? ExitCode.DONE : ExitCode.FINDINGS;
    }

    /** Likewise, of a run that was followed to its end, or left alone; the exit code. */
    static int shown(Session session, OutputFormat output, Optional<BackupReport> followed) {
        return followed.map(report -> shown(session, output, report))
                .orElse(ExitCode.DONE)
                .code();
    }

    private static void report(Console console, BackupReport report) {
        checks(console, report.checks());
        console.result(verdict(console, report.verdict()) + (report.simulated() ? " (rehearsed)" : ""));
        if (report.heartbeat() != null) {
            console.say(report.heartbeat());
        }
        if (report.metrics() != null) {
            console.say(report.metrics());
        }
        if (report.evidence() != null) {
            console.say("signed: " + report.evidence().location());
        }
        console.say("took " + Durations.text(report.time().total()));
    }

    /** All of them as a table, then what is not right in full. */
    static void checks(Console console, List<BackupCheck> checks) {
        var table = new Table("SET", "CHECK", "VERDICT", "SEEN");
        checks.forEach(
                check -> table.row(check.set(), check.check(), check.verdict().name(), check.seen()));
        table.lines().forEach(console::result);
        checks.stream().filter(check -> check.verdict() != CheckVerdict.PASS).forEach(check -> finding(console, check));
    }

    private static void finding(Console console, BackupCheck check) {
        console.result("");
        console.result(
                verdict(console, check.verdict()) + " " + check.set() + ", " + check.check() + ": " + check.seen());
        check.details().forEach(detail -> console.result("  " + detail));
        if (check.remedy() != null) {
            console.result("  " + check.remedy());
        }
    }

    static String verdict(Console console, CheckVerdict verdict) {
        return switch (verdict) {
            case PASS -> console.ink(Console.Ink.GREEN, "PASS");
            case UNKNOWN -> console.ink(Console.Ink.YELLOW, "UNKNOWN");
            case FAIL -> console.ink(Console.Ink.RED, "FAIL");
        };
    }
}
