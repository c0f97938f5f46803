package io.homelab.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.prometheus.Promtool;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupReport;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.TimeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class TextfileMetricsTest {
    private static final Instant AT = Instant.parse("2026-11-25T03:00:00Z");
    private static final Path DASHBOARD = Path.of("..", "kubernetes/base/3-monitoring/grafana/backups.json");
    private static final String DRILLS = """
            {"at":"2026-11-23T03:00:00Z","run":"1","source":"host nas","snapshot":"a","files":2,"bytes":9,"millis":9000,"findings":0,"lostMillis":1}
            {"at":"2026-11-24T03:00:00Z","run":"2","source":"host nas","snapshot":"b","files":2,"bytes":9,"millis":1500,"findings":0,"lostMillis":3600000}
            {"at":"2026-11-25T03:00:00Z","run":"3","source":"host nas","snapshot":"c","files":2,"bytes":9,"millis":1,"findings":1,"lostMillis":1}
            """;

    @TempDir
    Path directory;

    private Path numbers;
    private ExampleLab lab;

    @BeforeEach
    void lab() throws IOException {
        numbers = Files.createDirectory(directory.resolve("numbers"));
        lab = lab("metrics: " + numbers);
    }

    @Test
    void eachSetHasItsNumbersInAFileOfItsOwn() throws Exception {
        past();

        var seen = write(
                BackupCheck.pass("offsite", "packs", "whole"),
                BackupCheck.pass("local", "packs", "whole"),
                BackupCheck.unknown("local", "locks", "nobody answers", "look"));

        assertThat(seen).isEqualTo("the numbers of 2 sets are in " + numbers + " for Prometheus");
        assertThat(lines("offsite"))
                .contains(
                        "homelab_backup_verification_passed{lab=\"home\",set=\"offsite\"} 1.0",
                        "homelab_backup_verification_timestamp_seconds{lab=\"home\",set=\"offsite\"} 1.7955756E9",
                        "homelab_backup_checks{lab=\"home\",set=\"offsite\",verdict=\"UNKNOWN\"} 0.0",
                        "homelab_backup_unread_since_timestamp_seconds{lab=\"home\",set=\"offsite\"} 1.7954892E9",
                        "homelab_backup_unread_limit_seconds{lab=\"home\",set=\"offsite\"} 2592000.0",
                        "homelab_backup_restore_seconds{application=\"host nas\",lab=\"home\",set=\"offsite\"} 1.5",
                        "homelab_backup_restore_lost_seconds{application=\"host nas\",lab=\"home\",set=\"offsite\"} 3600.0");
        assertThat(lines("local"))
                .contains(
                        "homelab_backup_verification_passed{lab=\"home\",set=\"local\"} 0.0",
                        "homelab_backup_checks{lab=\"home\",set=\"local\",verdict=\"PASS\"} 1.0",
                        "homelab_backup_checks{lab=\"home\",set=\"local\",verdict=\"UNKNOWN\"} 1.0")
                .noneMatch(line -> line.contains("unread") || line.contains("restore"));
        for (var set : List.of("offsite", "local")) {
            assertThat(Promtool.run(directory, file(set), "check", "metrics")).isEmpty();
        }
    }

    @Test
    void everyPanelAsksForNumbersThatThereAreInALanguageThatPrometheusKnows() throws Exception {
        past();
        write(BackupCheck.pass("offsite", "packs", "whole"));
        var text = Files.readString(file("offsite"));
        var asked = JsonMapper.shared()
                .readTree(Files.readString(DASHBOARD))
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString().replace("$lab", ".*"))
                .toList();

        assertThat(asked).hasSizeGreaterThan(6).allSatisfy(query -> Stream.of(query.split("[^a-z_]+"))
                .filter(word -> word.startsWith("homelab_"))
                .forEach(name -> assertThat(text).contains("# TYPE " + name + " gauge")));
        var rules = asked.stream()
                .map(query -> "{record: a, expr: " + JsonMapper.shared().writeValueAsString(query) + "}")
                .toList();
        var file = directory.resolve("rules.yaml");
        Files.writeString(file, "groups: [{name: panels, rules: " + rules + "}]");
        assertThat(Promtool.run(directory, file, "check", "rules", "--lint=none", file.toString()))
                .contains("SUCCESS: " + asked.size() + " rules found");
    }

    @Test
    void setsThatWereNotLookedAtKeepTheirNumbersAndThoseThatAreNoMoreLoseThem() throws Exception {
        write(BackupCheck.pass("local", "packs", "whole"));
        var kept = Files.readString(file("local"));
        Files.writeString(file("gone"), "homelab_backup_verification_passed 1\n");
        Files.writeString(numbers.resolve("apt.prom"), "apt_upgrades_pending 3\n");

        write(BackupCheck.pass("offsite", "packs", "whole"));

        try (var files = Files.list(numbers)) {
            assertThat(files).containsExactlyInAnyOrder(file("local"), file("offsite"), numbers.resolve("apt.prom"));
        }
        assertThat(file("local")).hasContent(kept);
    }

    @Test
    void withoutADirectoryInTheLabFileNothingIsWritten() throws IOException {
        lab = lab("");

        assertThat(write(BackupCheck.pass("offsite", "packs", "whole"))).isNull();
        assertThat(numbers).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() throws IOException {
        Files.delete(numbers);

        assertThatThrownBy(() -> write(BackupCheck.pass("offsite", "packs", "whole")))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
                    assertThat(problem.report().where()).isEqualTo(numbers.toString());
                    assertThat(problem.report().remedy()).contains("--collector.textfile.directory=" + numbers);
                });
        assertThat(numbers).doesNotExist();
    }

    /** What audits and drills have left of earlier nights. */
    private void past() throws IOException {
        Files.createDirectories(lab.state().resolve("evidence/drills"));
        Files.writeString(lab.state().resolve("evidence/drills/offsite.jsonl"), DRILLS);
        var packs = Files.createDirectories(lab.state().resolve("evidence/packs"));
        Files.writeString(packs.resolve("offsite.jsonl"), """
                {"pack":"%s","bytes":9,"seen":"2026-11-01T03:00:00Z","verified":"2026-11-24T12:00:00Z"}
                {"pack":"%s","bytes":9,"seen":"2026-11-24T03:00:00Z","verified":null}
                """.formatted("0".repeat(64), "1".repeat(64)));
    }

    private @Nullable String write(BackupCheck... checks) {
        var time = new TimeSplit(Duration.ofMinutes(9), Duration.ZERO, Duration.ZERO);
        var report = new BackupReport(
                1, "backups/1", "home", lab.snapshot(), false, false, CheckVerdict.PASS, List.of(checks), time, null);
        return new TextfileMetrics(lab.reader(), lab.state(), () -> AT)
                .write(report)
                .seen();
    }

    private Path file(String set) {
        return numbers.resolve("homelab-backup-" + set + ".prom");
    }

    private List<String> lines(String set) throws IOException {
        return Files.readAllLines(file(set));
    }

    private ExampleLab lab(String more) throws IOException {
        return ExampleLab.in(Files.createTempDirectory(directory, "lab"), """

                backups:
                  sets:
                    offsite: {repository: /srv/offsite, password: env:NONE, sources: [{host: nas}]}
                    local: {repository: /srv/local, password: env:NONE, sources: [{host: nas}]}
                  %s
                """.formatted(more));
    }
}
