package io.homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.Typed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code homelab backup report} says when there is nothing to show, or no place for it. */
class BackupReportCommandTest {
    @TempDir
    Path home;

    private Path evidence;

    @BeforeEach
    void begin() throws IOException {
        evidence = Files.createDirectories(home.resolve("elsewhere"));
    }

    @Test
    void beforeTheFirstVerificationTheCommandIsNamedThatMakesAReport() {
        var said = new Typed(home).run("backup", "report");

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err())
                .contains("there is no report yet", "homelab backup verify", "--file")
                .contains(Path.of("homelab", "real", "evidence").toString());
    }

    @Test
    void evidenceThatIsNotThereIsNamed() {
        assertMisunderstood(
                report("--file", home.resolve("none.json").toString()), "there is no evidence", "none.json");
    }

    @Test
    void twoWaysToNameAReportAreOneTooMany() throws IOException {
        var file = Files.writeString(evidence.resolve("000001-backups.json"), "{}");

        assertMisunderstood(
                report("--file", file.toString(), "--run", "1"),
                "--run and --file both name a report: give one of them");
    }

    @Test
    void aDirectoryIsNoPage() {
        assertMisunderstood(
                html(home), "--html: " + home + " is a directory: name a file in it, such as", "backups.html");
    }

    @Test
    void aPageNeedsADirectoryThatIsThere() {
        assertMisunderstood(
                html(home.resolve("none").resolve("page.html")), "there is no directory " + home.resolve("none"));
    }

    @Test
    void noPageIsPutAmongTheEvidence() {
        assertMisunderstood(html(evidence.resolve("page.html")), "is kept for what was signed: name a file elsewhere");
    }

    @Test
    void whatIsNoFileIsNotReplaced() {
        assertMisunderstood(html(Path.of("/dev/null")), "/dev/null is no file that a page may replace");
    }

    private Said html(Path page) {
        return report("--file", evidence.toString(), "--html", page.toString());
    }

    private Said report(String... more) {
        var line = new String[more.length + 2];
        line[0] = "backup";
        line[1] = "report";
        System.arraycopy(more, 0, line, 2, more.length);
        return new Typed(home).run(line);
    }

    private static void assertMisunderstood(Said said, String... words) {
        assertThat(said.code()).as(said.toString()).isEqualTo(64);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(words);
    }
}
