package io.homelab.cli.command;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.report.Measurements;
import io.homelab.cli.report.ReportPage;
import io.homelab.cli.report.ReportView;
import io.homelab.workflows.backup.CheckVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a verification has seen, from its signed report alone. */
@Command(
        name = "report",
        description = {
            "Show what the last verification has seen, and how long restores take: from its signed report, once signature and chain",
            "are checked. Reads files only: no control plane, no network. Exits 2 when the verdict is not PASS, or the report is",
            "not as it was signed; then it is not shown."
        })
public final class BackupReportCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--set",
            paramLabel = "SET",
            description = "Only this backup set, of the last report that has looked at it; default: all of the report.")
    @Nullable
    String set;

    @Option(
            names = "--run",
            paramLabel = "ID",
            description = "The report of this run, by its run id or all of backups/RUN; default: the last one.")
    @Nullable
    String run;

    @Option(
            names = "--file",
            paramLabel = "FILE|DIR",
            description = {
                "A report's envelope, or a directory of evidence; an envelope's name alone means that of the control plane",
                "in use."
            })
    @Nullable
    Path file;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write it as a page that needs nothing else: to read, to print, to send.")
    @Nullable
    Path html;

    @Mixin
    OutputFormat output = new OutputFormat();

    public BackupReportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var files = files();
        if (files.name() != null && run != null) {
            throw new CommandFailure(ExitCode.USAGE, "--run and --file both name a report: give one of them");
        }
        var page = html == null ? null : PageFile.at(html, files.directory());
        var reports = new VerificationReports(files, files.check(null));
        var signed = files.name() != null
                ? reports.named(files.name(), set)
                : run != null ? reports.ofRun(run, set) : reports.newest(set);
        var view = ReportView.of(signed, set, new Measurements(files.directory()));
        if (page != null) {
            page.write(ReportPage.of(view));
        }
        if (!output.print(session, "homelab/signed-backup-report/v1", view)) {
            BackupReportOutput.print(session.console(), view);
        }
        if (page != null) {
            session.console().say("page: " + page.target());
        }
        return view.verdict() == CheckVerdict.PASS ? ExitCode.DONE.code() : ExitCode.FINDINGS.code();
    }

    private EvidenceFiles files() {
        if (file == null) {
            var directory = session.controlPlane().places().state().resolve("evidence");
            if (!Files.isDirectory(directory)) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "there is no report yet, nothing was signed in " + directory
                                + " — homelab backup verify makes one, --file names evidence elsewhere");
            }
        }
        return EvidenceFiles.of(session, file);
    }
}
