package io.homelab.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.Session;
import io.homelab.cli.command.EvidenceFiles.Check;
import io.homelab.cli.command.EvidenceFiles.Finding;
import io.homelab.cli.command.EvidenceFiles.Item;
import io.homelab.cli.output.Console;
import io.homelab.cli.report.SeenInTest;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.wire.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which report is shown, and which is not: none that does not verify, and none that may hide a younger one. */
class VerificationReportsTest {
    private static final BackupCheck GOOD = BackupCheck.pass("offsite", "packs", "all of them whole");

    @TempDir
    Path directory;

    private final List<Item> items = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(
                directory.resolve("evidence-key.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
    }

    @Test
    void theYoungestVerificationIsShownWhateverElseWasSigned() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        signed("backups", "backups/home", "backups/2", GOOD);
        signed("restore-offsite", "backups/home/offsite", "restore-offsite/3", GOOD);
        signed("backup-locks", "backup-locks/home", "backups-unlock/4", GOOD);

        var report = reports().newest(null);

        assertThat(report.file()).isEqualTo("000002-backups.json");
        assertThat(report.report().run()).isEqualTo("backups/2");
        assertThat(report.key()).isEqualTo(sha256(new byte[3]));
        assertThat(report.elsewhere()).isEmpty();
    }

    @Test
    void theYoungestThatHasLookedAtASetIsShownForIt() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        signed("backups", "backups/home", "backups/2", BackupCheck.pass("prod", "schedule nightly", "is there"));

        assertThat(reports().newest("offsite").report().run()).isEqualTo("backups/1");
        assertRefused(
                ExitCode.USAGE,
                () -> reports().newest("ofsite"),
                "--set ofsite: no such set was looked at; there are reports of offsite, prod");
    }

    @Test
    void aReportThatSomebodyChangedIsNotShown() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        var changed = broken("000001-backups.json", "the signature is not that of evidence-key.pem");

        assertRefused(ExitCode.FINDINGS, () -> changed.newest(null), "000001-backups.json the signature is not that");
        assertRefused(ExitCode.FINDINGS, () -> changed.ofRun("1", null), "the signature is not that");
        assertRefused(ExitCode.FINDINGS, () -> changed.named("000001-backups.json", null), "the signature is not");
    }

    @Test
    void aYoungerReportThatSomebodyChangedIsNotHiddenByAnOlderOne() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        signed("backups", "backups/home", "backups/2", GOOD);
        var changed = broken("000002-backups.json", "is not there");

        assertRefused(ExitCode.FINDINGS, () -> changed.newest(null), "000002-backups.json is not there");
        var asked = changed.named("000001-backups.json", null);
        assertThat(asked.report().run()).isEqualTo("backups/1");
        assertThat(asked.elsewhere()).singleElement().asString().contains("000002-backups.json is not there");
    }

    @Test
    void anEnvelopeThatIsNotInTheChainMayBeYounger() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        findings.add(new Finding("000002-backups.json", "is not in chain.log"));

        assertRefused(ExitCode.FINDINGS, () -> reports().newest(null), "is not in chain.log");
    }

    @Test
    void anOlderFileThatIsDamagedIsToldAndKeepsNothingBack() throws Exception {
        signed("bootstrap-dev", "cluster/dev", "cluster-dev/1", GOOD);
        signed("backups", "backups/home", "backups/2", GOOD);
        var changed = broken("000001-bootstrap-dev.json", "is not there");

        assertThat(changed.newest(null).elsewhere())
                .containsExactly("not all of the other evidence is as it was written: 000001-bootstrap-dev.json is not"
                        + " there — homelab evidence verify");
    }

    @Test
    void anotherChainIsNotBelieved() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        findings.add(new Finding("chain.log", "ends in the middle of a line"));

        assertRefused(ExitCode.FINDINGS, () -> reports().newest(null), "chain.log ends in the middle");
        assertRefused(
                ExitCode.FINDINGS, () -> reports().named("000001-backups.json", null), "chain.log ends in the middle");
    }

    @Test
    void whatChangesAfterTheCheckIsNoticed() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        var reports = reports();
        Files.writeString(directory.resolve("000001-backups.json"), "{}");

        assertRefused(ExitCode.FINDINGS, () -> reports.newest(null), "was changed while it was read");
    }

    @Test
    void aRunIsNamedByAllOfItsIdOrAPart() throws Exception {
        signed("backups", "backups/home", "backups/1", GOOD);
        signed("backups", "backups/home", "backups/2", GOOD);

        assertThat(reports().ofRun("backups/1", null).file()).isEqualTo("000001-backups.json");
        assertThat(reports().ofRun("1", null).file()).isEqualTo("000001-backups.json");
        assertThat(reports().ofRun("backups", null).file()).isEqualTo("000002-backups.json");
        assertRefused(ExitCode.USAGE, () -> reports().ofRun("3", null), "no report of a verification 3 in");
        assertRefused(ExitCode.USAGE, () -> reports().ofRun("1", "prod"), "--set prod");
    }

    @Test
    void aStatementAboutSomethingElseIsNamed() throws Exception {
        signed("restore-offsite", "backups/home/offsite", "restore-offsite/1", GOOD);

        assertRefused(
                ExitCode.USAGE,
                () -> reports().named("000001-restore-offsite.json", null),
                "000001-restore-offsite.json is about backups/home/offsite and no report of a verification");
        assertRefused(ExitCode.USAGE, () -> reports().named("notes.txt", null), "notes.txt is no statement");
    }

    @Test
    void withoutAnyVerificationTheCommandIsNamedThatMakesOne() throws Exception {
        signed("bootstrap-dev", "cluster/dev", "cluster-dev/1", GOOD);

        assertRefused(ExitCode.FAILED, () -> reports().newest(null), "has left a report in " + directory);
        assertRefused(ExitCode.FAILED, () -> reports().newest("offsite"), "homelab backup verify");
    }

    private void signed(String name, String about, String run, BackupCheck check) throws Exception {
        var report = SeenInTest.report(run, false, CheckVerdict.PASS, check);
        var statement = "{\"predicateType\":\"https://homelab.io/backup-report/v1\",\"predicate\":{\"report\":"
                + WireFormat.json(report) + "}}";
        var payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
        var envelope = ("{\"payload\":\"" + payload + "\"}").getBytes(StandardCharsets.UTF_8);
        var file = "%06d-%s.json".formatted(items.size() + 1, name);
        Files.write(directory.resolve(file), envelope);
        items.add(new Item(file, about, "passed", SeenInTest.NIGHT.toString(), sha256(envelope), null));
    }

    /** As the worker's code finds it. */
    private VerificationReports broken(String file, String why) {
        items.replaceAll(item -> item.file().equals(file) ? new Item(file, "", "", "", item.digest(), why) : item);
        findings.add(new Finding(file, why));
        return reports();
    }

    private VerificationReports reports() {
        var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var session = new Session(Map.of(), new Console(silent, silent, false, Map.of()));
        return new VerificationReports(
                new EvidenceFiles(session, directory, null),
                new Check(List.copyOf(items), "head", List.copyOf(findings)));
    }

    private static void assertRefused(ExitCode code, ThrowingCallable shown, String words) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(shown)
                .withMessageContaining(words)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
