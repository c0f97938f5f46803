package io.homelab.workflows.backup;

import io.homelab.workflows.notice.Notice;
import java.util.Optional;
import java.util.stream.Collectors;

/** The notice of what is wrong with the backups. */
final class BackupNotice {
    private BackupNotice() {}

    /** Empty when nothing is: nobody wants to be told so each night. */
    static Optional<Notice> of(BackupReport report) {
        if (report.verdict() == CheckVerdict.PASS) {
            return Optional.empty();
        }
        var text = report.checks().stream()
                .filter(check -> check.verdict() != CheckVerdict.PASS)
                .map(BackupNotice::line)
                .collect(Collectors.joining("\n"));
        return Optional.of(new Notice(
                report.run() + "/" + report.verdict(),
                "backups: "
                        + (report.verdict() == CheckVerdict.FAIL ? "something is wrong" : "not all could be looked at")
                        + (report.simulated() ? " (rehearsed)" : ""),
                text,
                true,
                report.run().substring(0, report.run().indexOf('/'))));
    }

    private static String line(BackupCheck check) {
        return check.verdict() + " " + check.set() + ", " + check.check() + ": " + check.seen()
                + (check.remedy() == null ? "" : " — " + check.remedy());
    }
}
