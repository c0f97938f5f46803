package io.homelab.activities.restic.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.restic.OnARepository;
import io.homelab.activities.restic.RepositoryInTest;
import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.DrillActivities.DrillRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Drills on a real repository in a real S3 server. */
class ResticDrillTest extends OnARepository {
    @Test
    void aFewFilesComeBackOthersEachTimeAndNothingIsLeft() throws Exception {
        var before = repository.digests();
        var lab = repository.lab(home, "[{host: nas}]", "drill: {files: 3, maxMiB: 100}");

        for (int night = 1; night <= 3; night++) {
            var check = only(drill(lab, "backups/" + night));
            assertThat(check.verdict()).as(check.toString()).isEqualTo(CheckVerdict.PASS);
            assertThat(check.check()).isEqualTo("restore of host nas");
            assertThat(check.seen()).startsWith("3 files, ").contains(" came back whole in ");
        }

        assertThat(Files.readAllLines(lab.lab().state().resolve("evidence/drills/offsite.jsonl")))
                .hasSize(3)
                .allMatch(line -> line.matches(".*\"lostMillis\":[0-9]+.*"))
                .doesNotHaveDuplicates();
        assertThat(lab.lab().state().resolve("scratch")).isEmptyDirectory();
        assertThat(repository.digests()).isEqualTo(before);
    }

    @Test
    void whatLivesHereIsComparedAsWell() throws Exception {
        var source = repository.source();
        var lab = repository.lab(
                home, "[{host: nas, paths: [" + source + "], local: true}]", "drill: {files: 100, maxMiB: 100}");
        assertThat(only(drill(lab, "backups/1")).seen()).endsWith("; 7 beside what lives, and the same");

        var file = source.resolve("file-3");
        var time = Files.getLastModifiedTime(file);
        RepositoryInTest.damage(file);
        Files.setLastModifiedTime(file, time);
        try {
            var check = only(drill(lab, "backups/2"));
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.details())
                    .containsExactly(file + ": what lives has the same size and time, and another content");
        } finally {
            RepositoryInTest.damage(file); // the same bit again
            Files.setLastModifiedTime(file, time);
        }
    }

    @Test
    void whatDoesNotComeBackIsNamed() throws Exception {
        var pack = repository.packs().getLast();
        var whole = Files.readAllBytes(pack);
        RepositoryInTest.damage(pack);
        try {
            var lab = repository.lab(home, "[{host: nas}]", "drill: {files: 100, maxMiB: 100}");
            var check = only(drill(lab, "backups/1"));

            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).contains(" of 7 files of snapshot ").endsWith(" did not come back whole");
            assertThat(check.details()).anyMatch(line -> line.contains("ciphertext verification failed"));
            assertThat(lab.lab().state().resolve("scratch")).isEmptyDirectory();
        } finally {
            Files.write(pack, whole);
        }
    }

    @Test
    void anIndexThatIsGoneIsAFindingAtOnce() throws Exception {
        var index = repository.files("index").stream()
                .max(Comparator.comparing((Path file) -> file.toFile().length()))
                .orElseThrow();
        var whole = Files.readAllBytes(index);
        Files.delete(index);
        try {
            var lab = repository.lab(home, "[{host: nas}]", "drill: {files: 100, maxMiB: 100}");
            var check = only(drill(lab, "backups/1"));

            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).contains(" did not come back whole");
        } finally {
            Files.write(index, whole);
        }
    }

    @Test
    void aCanaryTellsAFreshBackupFromOneThatReadsOldData() throws Exception {
        var data = Files.createDirectories(home.resolve("data"));
        var canary = data.resolve(".canary");
        var lab = repository.lab(
                home.resolve("lab"),
                "[{host: birds, paths: [" + data + "], canary: " + canary + "}]",
                "drill: {files: 2}");
        Files.writeString(data.resolve("file"), "content");
        backup(data, "2026-11-25 05:00:00");

        now = Instant.parse("2026-11-25T06:00:00Z");
        assertThat(canary(lab, "backups/1")).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.UNKNOWN);
            assertThat(check.seen()).startsWith("no canary was written before snapshot ");
        });
        assertThat(canary).content().contains("written 2026-11-25T06:00:00Z by backups/1");

        backup(data, "2026-11-25 07:00:00");
        now = Instant.parse("2026-11-25T08:00:00Z");
        assertThat(canary(lab, "backups/2").seen()).isEqualTo("it is the one of 2026-11-25T06:00:00Z");

        var first = Files.readString(canary); // written by the second run; then the disk below goes back in time
        Files.writeString(canary, first.replace("08:00", "06:00").replace("backups/2", "backups/1"));
        backup(data, "2026-11-25 09:00:00");
        now = Instant.parse("2026-11-25T10:00:00Z");
        assertThat(canary(lab, "backups/3")).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen())
                    .endsWith("of 2026-11-25T09:00:00Z holds the canary of 2026-11-25T06:00:00Z; it must be the one of"
                            + " 2026-11-25T08:00:00Z");
        });

        Files.writeString(canary, "somebody else");
        backup(data, "2026-11-25 11:00:00");
        now = Instant.parse("2026-11-25T12:00:00Z");
        assertThat(canary(lab, "backups/4").seen()).contains("holds what we have not written");

        Files.delete(canary);
        backup(data, "2026-11-25 13:00:00");
        now = Instant.parse("2026-11-25T14:00:00Z");
        assertThat(canary(lab, "backups/5").seen()).contains(" has no " + canary + "; it must have the one of");
    }

    @Test
    void aSnapshotWithoutAFileIsAFinding() throws Exception {
        var empty = Files.createDirectories(home.resolve("empty"));
        repository.restic("backup", "--host", "void", "--time", "2026-11-25 05:00:00", empty.toString());
        var lab = repository.lab(home.resolve("lab"), "[{host: void}]", "");

        var check = only(drill(lab, "backups/1"));

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen()).endsWith(" holds no file at all");
    }

    @Test
    void theWrongPasswordIsNoFinding() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        Files.writeString(home.resolve("password"), "not-the-password");

        assertThatThrownBy(() -> drill(lab, "backups/1")).hasMessage("the password does not open the repository");
    }

    private static void backup(Path data, String time) throws IOException {
        repository.restic("backup", "--host", "birds", "--time", time, data.toString());
    }

    private BackupCheck canary(Taken lab, String run) {
        return drill(lab, run).stream()
                .filter(check -> check.check().startsWith("canary of "))
                .findFirst()
                .orElseThrow();
    }

    private List<BackupCheck> drill(Taken lab, String run) {
        var drill = new ResticDrill(
                lab.lab().reader(),
                new Transports(Gate.OPEN),
                restic(),
                lab.lab().state(),
                () -> now);
        return attempts.once(() -> drill.drill(new DrillRequest(lab.set(), run)))
                .checks();
    }

    private static BackupCheck only(List<BackupCheck> checks) {
        assertThat(checks).hasSize(1);
        return Objects.requireNonNull(checks.getFirst());
    }
}
