package io.homelab.activities.restic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.restic.OnARepository;
import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.run.BackupRunActivities.BackupTask;
import io.homelab.workflows.backup.run.TakenBackup;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups by the real restic into a real S3 server. */
@SuppressWarnings("NullAway.Init")
class ResticBackupTest extends OnARepository {
    private Path data;
    private Path canary;
    private Taken lab;

    @BeforeEach
    void write() throws IOException {
        data = Files.createDirectories(home.resolve("data"));
        canary = data.resolve(".canary");
        Files.writeString(data.resolve("file"), "content");
        Files.writeString(data.resolve("left.tmp"), "left out");
        lab = lab("local: true");
    }

    @Test
    void aBackupHoldsTheSourceAndItsCanaryAndIsTakenOncePerRun() throws Exception {
        int before = repository.files("snapshots").size();

        assertThat(backup().plan(lab.set()).names()).containsExactly(source());
        var taken = take("one");
        assertThat(taken.missing()).isEmpty();
        assertThat(take("one").snapshot()).as("the answer was lost").isEqualTo(taken.snapshot());

        assertThat(repository.files("snapshots")).hasSize(before + 1);
        var back = home.resolve("back");
        repository.restic("restore", taken.snapshot(), "--target", back.toString());
        var restored = back.resolve(data.toString().substring(1));
        assertThat(restored.resolve("file")).hasContent("content");
        assertThat(restored.resolve("left.tmp")).doesNotExist();
        assertThat(restored.resolve(".canary"))
                .hasSameTextualContentAs(canary)
                .content()
                .contains("by backup-offsite/one");
        assertThat(repository.files("locks")).isEmpty();
    }

    @Test
    void anotherRunTakesAnother() {
        assertThat(take("two").snapshot()).isNotEqualTo(take("three").snapshot());
    }

    @Test
    void whatIsNotOfThisMachineIsRefused() throws Exception {
        var other = lab("local: false");
        assertThatThrownBy(() -> backup(other).plan(other.set()))
                .hasMessage("no source of backup set offsite is of this machine");

        Files.move(data, home.resolve("elsewhere"));
        assertThatThrownBy(() -> backup().plan(lab.set()))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.report().kind()).isEqualTo(FailureClass.CONFIG))
                .hasMessage("there is no " + data + " on this machine");
    }

    @Test
    void whoeverHasItAloneIsWaitedFor() throws Exception {
        // A check takes the repository for itself alone: restic itself makes the lock, and is stopped in the middle of
        // it.
        var checking = repository.waitingCheck();
        try {
            assertThatThrownBy(() -> take("four"))
                    .isInstanceOfSatisfying(
                            Problem.class, e -> assertThat(e.report().kind()).isEqualTo(FailureClass.CONFLICT))
                    .hasMessageContaining("somebody else has locked the repository: PID " + checking.pid());
        } finally {
            repository.end(checking);
        }
        assertThat(take("four").missing()).isEmpty();
    }

    private TakenBackup take(String run) {
        var task = new BackupTask(lab.set(), "backup-offsite/" + run, source());
        return attempts.once(() -> backup().take(task));
    }

    private ResticBackup backup() {
        return backup(lab);
    }

    private ResticBackup backup(Taken of) {
        return new ResticBackup(
                of.lab().reader(), new Transports(Gate.OPEN), restic(), of.lab().state(), () -> now);
    }

    private String source() {
        return "host here, " + data;
    }

    private Taken lab(String local) throws IOException {
        return repository.lab(
                home.resolve("lab-" + local.endsWith("true")),
                "[{host: here, paths: [" + data + "], exclude: ['*.tmp'], canary: " + canary + ", " + local + "}]",
                "");
    }
}
