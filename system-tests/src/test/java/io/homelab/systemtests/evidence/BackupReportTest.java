package io.homelab.systemtests.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.evidence.SignedBackupEvidence;
import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.progress.TimeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code homelab backup report} of what the worker has signed, without any server. */
class BackupReportTest {
    private static final BackupCheck GOOD = BackupCheck.pass("offsite", "packs", "all of them whole");
    private static final BackupCheck BAD =
            BackupCheck.fail("offsite", "locks", "1 lock was left over", List.of("of me@nas"), "homelab backup unlock");

    @TempDir
    Path directory;

    private ExampleLab lab;
    private Path evidence;
    private Path page;

    @BeforeEach
    void openTheLab() throws IOException {
        lab = ExampleLab.in(directory);
        evidence = lab.state().resolve("evidence");
        page = directory.resolve("page.html");
    }

    @Test
    void theYoungestReportIsShownOnceItsSignatureIsChecked() throws IOException {
        sign("backups/1", CheckVerdict.FAIL, GOOD, BAD);
        sign("backups/2", CheckVerdict.PASS, GOOD);

        var young = report();
        assertThat(young.code()).as(young.toString()).isZero();
        assertThat(young.out()).contains("all of them whole", "PASS");
        assertThat(young.err()).contains("signed: 000002-backups.json, sha256 ", "page: " + page);
        assertThat(page).content().contains("Backups of home: PASS", "backups/2");

        var old = report("--run", "backups/1");
        assertThat(old.code()).as(old.toString()).isEqualTo(2);
        assertThat(old.out())
                .contains("FAIL offsite, locks: 1 lock was left over", "of me@nas", "homelab backup unlock");
        assertThat(page).content().contains("Backups of home: FAIL");
    }

    @Test
    void aReportThatSomebodyChangedIsRefusedAndNotShown() throws IOException {
        sign("backups/1", CheckVerdict.PASS, GOOD);
        sign("backups/2", CheckVerdict.FAIL, BAD);
        var file = evidence.resolve("000002-backups.json");
        var content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        var said = report();

        assertThat(said.code()).as(said.toString()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains("no report is shown", "000002-backups.json ", "homelab evidence verify");
        assertThat(page).doesNotExist();
    }

    private void sign(String run, CheckVerdict verdict, BackupCheck... checks) {
        var time = new TimeSplit(Duration.ofMinutes(9), Duration.ZERO, Duration.ZERO);
        var report =
                new BackupReport(1, run, "home", lab.snapshot(), false, false, verdict, List.of(checks), time, null);
        new SignedBackupEvidence(lab.reader(), lab.state(), () -> Instant.parse("2026-11-25T03:00:00Z")).record(report);
    }

    private Said report(String... more) {
        var line = new ArrayList<>(List.of("backup", "report", "--file", evidence.toString()));
        line.addAll(List.of("--html", page.toString()));
        line.addAll(List.of(more));
        return LabInABox.command(System.getenv(), line.toArray(String[]::new));
    }
}
