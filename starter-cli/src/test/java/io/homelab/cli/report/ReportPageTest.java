package io.homelab.cli.report;

import static io.homelab.cli.report.SeenInTest.NIGHT;
import static io.homelab.cli.report.SeenInTest.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a report: what it says, and that nothing in it is alive. */
class ReportPageTest {
    private static final BackupCheck GOOD = BackupCheck.pass("offsite", "packs", "3 of 90 packs were read");
    private static final BackupCheck BAD = BackupCheck.fail(
            "offsite", "locks", "2 locks were left over", List.of("of me@nas", "of me@pi"), "homelab backup unlock");
    private static final BackupCheck DARK = BackupCheck.unknown("prod", "schedule nightly", "no answer", "look at it");

    @TempDir
    Path evidence;

    private SeenInTest seen;

    @BeforeEach
    void begin() {
        seen = new SeenInTest(evidence);
    }

    private String page(SignedReport signed) {
        return ReportPage.of(seen.view(signed, null));
    }

    @Test
    void aPassIsSaidInWordsWithWhatProvesIt() {
        var page = page(signed(false, CheckVerdict.PASS, GOOD));

        assertThat(page)
                .contains("<title>Backups of home: PASS</title>", "<h1>Backups of home</h1>")
                .contains("1 check: 1 passed, 0 failed, 0 unknown", "3 of 90 packs were read", "<p>None.</p>")
                .contains("2026-11-25 03:09 UTC", "backups/0199-run", "what was due")
                .contains("000002-backups.json", "d".repeat(64), "e".repeat(64))
                .contains("homelab evidence verify . --key KEPT.pem --head " + "d".repeat(64))
                .contains("openssl pkeyutl -verify")
                .doesNotContain("SIMULATED");
    }

    @Test
    void aFindingHasItsDetailsAndWhatToDo() {
        var page = page(signed(false, CheckVerdict.FAIL, GOOD, BAD, DARK));

        assertThat(page)
                .contains("<title>Backups of home: FAIL</title>", "1 passed, 1 failed, 1 unknown")
                .contains("<span class=\"verdict fail\">FAIL</span>", "<span class=\"verdict unknown\">UNKNOWN</span>")
                .contains("offsite, locks</h3>", "<li>of me@nas</li>", "<li>of me@pi</li>", "homelab backup unlock")
                .contains("prod, schedule nightly</h3>", "no answer", "look at it");
    }

    @Test
    void aDeepCheckIsShownLikeTheOthersWithThePackThatResticNamed() {
        var deep = BackupCheck.fail(
                "offsite",
                "deep",
                "part 7 of 52: 1 error: pack 4c8e0e5d contains 1 errors",
                List.of(),
                "repair packs ID");

        assertThat(page(signed(false, CheckVerdict.FAIL, GOOD, deep)))
                .contains("offsite, deep</h3>", "part 7 of 52: 1 error: pack 4c8e0e5d", "repair packs ID");
    }

    @Test
    void aRehearsalIsSaidToProveNothing() {
        assertThat(page(signed(true, CheckVerdict.PASS, GOOD)))
                .contains("<strong>SIMULATED</strong>", "PASS (simulated)</title>", "proves nothing of a real one");
    }

    @Test
    void oneSetIsShownWithItsOwnVerdict() {
        var page = ReportPage.of(seen.view(signed(false, CheckVerdict.FAIL, GOOD, DARK), "prod"));

        assertThat(page)
                .contains("Backups of home, prod: UNKNOWN", "1 check: 0 passed, 0 failed, 1 unknown")
                .doesNotContain("offsite");
    }

    @Test
    void whatIsMarkupInANameIsShownAsItIsWritten() throws IOException {
        var hostile = "<script>alert(1)</script>\"' onload=\"x\u202E\u0000";
        seen.namespace("prod", NIGHT, "1", "<img src=x>", 10, 10, 0);
        var page = page(signed(
                false,
                CheckVerdict.FAIL,
                DARK,
                BackupCheck.fail(hostile, hostile, hostile, List.of(hostile), hostile)));

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=&quot;x\uFFFD\uFFFD")
                .contains("&lt;img src=x&gt;")
                .doesNotContain("<script", "<img", "\" onload=", "\u202E", "\u0000");
    }

    @Test
    void nothingComesFromElsewhereAndNothingRuns() throws IOException {
        seen.namespace("prod", NIGHT, "1", "photos", 10, 10, 0);
        seen.pack("offsite", 'a', NIGHT, null);
        assertThat(page(signed(true, CheckVerdict.FAIL, GOOD, BAD, DARK)))
                .contains("default-src &#39;none&#39;")
                .doesNotContainIgnoringCase("<script", "http:", "https:", "src=", "href=", "url(", "@import", "<link");
    }

    @Test
    void eachTableHasACaptionAndNamedRowsAndColumns() throws IOException {
        seen.namespace("prod", NIGHT, "1", "photos", 10, 10, 0);
        seen.pack("offsite", 'a', NIGHT, null);
        var page = page(signed(false, CheckVerdict.FAIL, GOOD, BAD, DARK));

        var tables = page.split("<table>", -1);
        assertThat(tables).hasSize(1 + 5);
        assertThat(List.of(tables).subList(1, tables.length))
                .allMatch(table -> table.startsWith("<caption>") && table.contains("scope=\"col\""))
                .allMatch(table -> table.contains("scope=\"row\""));
        assertThat(page).contains("lang=\"en\"", "name=\"viewport\"", "prefers-color-scheme: dark", "@media print");
    }

    @Test
    void drillsOfAnApplicationAreATableAndALineForEachTime() throws IOException {
        for (int night = 1; night <= 12; night++) {
            var at = NIGHT.minus(Duration.ofDays(12 - night));
            seen.namespace("prod", at, "run-" + night, "photos", night * 10_000L, 3_600_000, night == 11 ? 2 : 0);
        }
        var page = page(signed(false, CheckVerdict.PASS, BackupCheck.pass("prod", "schedule nightly", "is there")));

        assertThat(page)
                .contains("prod, namespace photos", "Recovery time (RTO)", "Lost time (RPO)")
                .contains("last 2 min 0 s, median 1 min 10 s, longest 2 min 0 s")
                .contains("last 1h, median 1h, longest 1h")
                .contains(
                        "NOT WHOLE: 2 findings",
                        "; × did not come back whole",
                        "16 items of nightly-1",
                        "2026-11-16 03:09 UTC")
                .doesNotContain("2026-11-15 03:09 UTC");
        assertThat(page.split("<svg ", -1)).hasSize(1 + 2);
        assertThat(page.split("class=\"dot\"", -1)).hasSize(1 + 2 * 9);
        assertThat(page.split("class=\"cross\"", -1)).hasSize(1 + 2);
    }

    @Test
    void aSampleIsNotTakenForARestoreOfAll() throws IOException {
        seen.sample("offsite", NIGHT, "1", 1_500);

        assertThat(page(signed(false, CheckVerdict.PASS, GOOD)))
                .contains("offsite, host nas", "the time is that of the sample", "last 1.5 s")
                .contains("5 files, 2.0 MiB of 1a2b3c4d", "not noted", "not measured yet");
    }

    @Test
    void withoutDrillsThePageSaysSo() {
        assertThat(page(signed(false, CheckVerdict.PASS, GOOD)))
                .contains("No drill has left a line yet")
                .doesNotContain("<svg", "Unread for the longest");
    }

    @Test
    void thePackThatNobodyHasReadForTheLongestIsNamed() throws IOException {
        seen.pack("offsite", 'a', NIGHT.minus(Duration.ofDays(9)), null);
        seen.pack("offsite", 'b', NIGHT.minus(Duration.ofDays(8)), null);
        seen.pack("offsite", 'a', NIGHT.minus(Duration.ofDays(9)), NIGHT);
        seen.pack("offsite", 'c', NIGHT.minus(Duration.ofDays(20)), null);
        seen.pack("offsite", 'c', null, null); // the repository has it no longer

        assertThat(page(signed(false, CheckVerdict.PASS, GOOD)))
                .contains("<td>bbbbbbbbbbbb</td>", "never; there since 2026-11-17 03:09 UTC", "2 packs, 2.0 MiB");
    }
}
