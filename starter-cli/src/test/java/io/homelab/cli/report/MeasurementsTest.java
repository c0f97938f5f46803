package io.homelab.cli.report;

import static io.homelab.cli.report.SeenInTest.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.cli.report.Trend.Drill;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What lies beside the signed reports, and what programs get of all of it. */
class MeasurementsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path evidence;

    private SeenInTest seen;

    @BeforeEach
    void begin() {
        seen = new SeenInTest(evidence);
    }

    @Test
    void drillsAfterTheReportAreThoseOfLaterOnes() throws IOException {
        seen.namespace("prod", NIGHT, "1", "photos", 10, 10, 0);
        seen.namespace("prod", NIGHT.plusSeconds(1), "2", "photos", 20, 20, 0);

        assertThat(measured("prod").drills()).singleElement().satisfies(trend -> assertThat(trend.drills())
                .extracting(Drill::run)
                .containsExactly("1"));
    }

    @Test
    void aRunThatDrilledTwiceCountsOnceWithItsLastTime() throws IOException {
        seen.sample("offsite", NIGHT.minusSeconds(2), "1", 10);
        seen.sample("offsite", NIGHT.minusSeconds(1), "1", 20);

        assertThat(measured("offsite").drills()).singleElement().satisfies(trend -> assertThat(trend.drills())
                .extracting(Drill::recovery)
                .containsExactly(Duration.ofMillis(20)));
    }

    @Test
    void setsThatNobodyAskedForAreNotRead() throws IOException {
        seen.lines("drills/other.jsonl", "not a line at all\n");

        assertThat(measured("offsite", "../drills/other").problems()).isEmpty();
    }

    @Test
    void whatADeathLeftOfALastLineIsNoLine() throws IOException {
        seen.sample("offsite", NIGHT, "1", 10);
        seen.lines("drills/offsite.jsonl", "{\"at\":\"2026-");

        assertThat(measured("offsite").drills()).hasSize(1);
        assertThat(measured("offsite").problems()).isEmpty();
    }

    @Test
    void aFileThatHoldsSomethingElseIsToldAndKeepsNoReportBack() throws IOException {
        seen.sample("offsite", NIGHT, "1", 10);
        seen.lines("drills/offsite.jsonl", "something else\n");
        seen.lines("packs/offsite.jsonl", "[]\n");

        assertThat(measured("offsite").drills()).hasSize(1);
        assertThat(measured("offsite").problems())
                .hasSize(2)
                .anyMatch(problem -> problem.contains("drills/offsite.jsonl beyond line 1"));
    }

    @Test
    void programsGetTheSameInAShapeThatStays() throws IOException {
        seen.namespace("prod", NIGHT, "backups/0199-run", "photos", 10_000, 3_600_000, 0);
        seen.pack("prod", 'a', NIGHT, null);
        var signed = SeenInTest.signed(
                true,
                CheckVerdict.UNKNOWN,
                BackupCheck.pass("prod", "schedule nightly", "is there"),
                BackupCheck.unknown("prod", "volumes of nightly", "no answer", "look at it"));

        assertThat(JSON.readTree(WireFormat.json(seen.view(signed, "prod"))).toPrettyString())
                .isEqualToIgnoringNewLines(
                        Files.readString(Path.of("src", "test", "resources", "report", "signed-backup-report.json"))
                                .strip());
    }

    private Measurements.Measured measured(String... sets) {
        return new Measurements(evidence).of(Set.of(sets), NIGHT);
    }
}
