package io.homelab.activities.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.evidence.EvidenceVerifier.Result;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.progress.TimeSplit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a verification, and whether a stranger can check it by the commands of the manual. */
class SignedBackupEvidenceTest {
    private static final Path MANUAL = Path.of("..", "docs", "evidence.md");

    @TempDir
    Path directory;

    private ExampleLab lab;
    private Path store;

    @BeforeEach
    void openTheLab() throws IOException {
        lab = ExampleLab.in(directory);
        store = lab.state().resolve("evidence");
    }

    @Test
    void theCommandsOfTheManualCheckAReport() throws Exception {
        record("backups/1", List.of(BackupCheck.pass("offsite", "packs", "each is right")));
        record("backups-unlock/1", List.of(BackupCheck.pass("offsite", "lock removed", "process 1 of me@here")));

        var one = shell(block("## Check one file with jq"));
        assertThat(one).contains("Signature Verified Successfully", "\"each is right\"", "\"verdict\": \"passed\"");

        var chain = shell("evidence=" + store + "\n" + block("## Check the chain"));
        assertThat(chain)
                .contains("000001-backups.json: OK", "000002-backup-locks.json: OK", "0".repeat(64))
                .doesNotContain("FAILED");
    }

    @Test
    void theCommandsOfTheManualFindAWordThatWasChanged() throws Exception {
        record("backups/1", List.of(BackupCheck.pass("offsite", "packs", "each is right")));
        var file = store.resolve("000001-backups.json");
        var forged = shell("jq '.payload |= (@base64d | sub(\"each is right\"; \"none is right\") | @base64)' " + file);
        Files.writeString(file, forged);

        assertThat(shell(block("## Check one file with jq")))
                .contains("Signature Verification Failure", "none is right");
        assertThat(shell("evidence=" + store + "\n" + block("## Check the chain")))
                .contains("000001-backups.json: FAILED");
    }

    @Test
    void everyFlippedByteIsFound() throws Exception {
        record("backups/1", List.of(BackupCheck.pass("offsite", "packs", "each is right")));
        var file = store.resolve("000001-backups.json");
        var content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i++) {
            var changed = content.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThat(EvidenceVerifier.verify(store)).as("byte %d", i).isInstanceOf(Result.Broken.class);
        }
        Files.write(file, content);
        assertThat(EvidenceVerifier.verify(store)).isInstanceOf(Result.Intact.class);
    }

    @Test
    void whoOnlyRemovesLocksHasVerifiedNothing() throws IOException {
        assertThat(record("backups-unlock/1", List.of())).endsWith("000001-backup-locks.json");
        assertThat(EvidenceAudit.of(store, null).statements())
                .singleElement()
                .satisfies(item -> assertThat(item.about()).isEqualTo("backup-locks/home"));
    }

    @Test
    void whoInstallsHasVerifiedNoOtherBackups() throws IOException {
        assertThat(record("backups-install/1", List.of())).endsWith("000001-backup-install.json");
        assertThat(EvidenceAudit.of(store, null).statements())
                .singleElement()
                .satisfies(item -> assertThat(item.about()).isEqualTo("backup-install/home"));
    }

    private String record(String run, List<BackupCheck> checks) {
        var time = new TimeSplit(Duration.ofMinutes(9), Duration.ZERO, Duration.ZERO);
        var report =
                new BackupReport(1, run, "home", lab.snapshot(), false, false, CheckVerdict.PASS, checks, time, null);
        return new SignedBackupEvidence(lab.reader(), lab.state(), () -> Instant.parse("2026-11-25T03:00:00Z"))
                .record(report)
                .location();
    }

    /** The commands below a heading, for this evidence. */
    private String block(String heading) throws IOException {
        var text = Files.readString(MANUAL, StandardCharsets.UTF_8);
        return text.substring(text.indexOf(heading))
                .lines()
                .skip(1)
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.strip().replace("evidence=STATE/evidence", "evidence=" + store))
                .collect(Collectors.joining("\n"));
    }

    private static String shell(String commands) throws IOException {
        var shell = new ProcessBuilder("bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
