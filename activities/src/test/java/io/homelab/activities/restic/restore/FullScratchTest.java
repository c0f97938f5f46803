package io.homelab.activities.restic.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.homelab.activities.restic.OnARepository;
import io.homelab.activities.restic.RepositoryInTest;
import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.DrillActivities.DrillRequest;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drills on a machine whose disk has no room for them. */
class FullScratchTest extends OnARepository {
    private static final Path FULL = Path.of("/dev/full");
    private static final long HUGE = 900_000_000_000L;

    @Test
    void aDiskThatFillsUpInTheMiddleIsNoFindingOfTheBackupAndIsEmptied() throws Exception {
        assumeThat(FULL).exists(); // whatever is written there finds the disk full
        var lab = repository.lab(home, "[{host: nas}]", "drill: {files: 100, maxMiB: 100}");
        var file = repository.source().resolve("file-3");
        var full = standIn("""
                mkdir -p "$target%s" && ln -s %s "$target%s"
                exec "$restic" "$@"
                """.formatted(file.getParent(), FULL, file), "");

        assertThatThrownBy(() -> drill(lab, full)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).isEqualTo(FailureClass.CAPACITY);
            assertThat(problem.report().what()).isEqualTo("the disk is full");
            assertThat(problem.report().where()).endsWith("scratch/drill-offsite");
            assertThat(problem.report().remedy())
                    .isEqualTo("make room there, or lower drill.maxMiB of the set in lab.yaml");
        });

        assertThat(lab.lab().state().resolve("scratch")).isEmptyDirectory();
        assertThat(drill(lab, RepositoryInTest.tool("HOMELAB_RESTIC", "restic")))
                .extracting(BackupCheck::verdict)
                .containsExactly(CheckVerdict.PASS);
    }

    @Test
    void whatDoesNotFitIsNotBegun() throws Exception {
        assumeThat(Files.getFileStore(home).getUsableSpace()).isLessThan(HUGE);
        var lab = repository.lab(home, "[{host: nas}]", "drill: {files: 1, maxMiB: 1000000}");
        var large = standIn("exit 99", """
                "$restic" "$@" | sed 's/"size":[0-9]*/"size":%d/'
                exit 0
                """.formatted(HUGE));

        assertThatThrownBy(() -> drill(lab, large)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.report().kind()).isEqualTo(FailureClass.CAPACITY);
            assertThat(problem.report().what())
                    .startsWith("a drill needs 838.2 GiB, and ")
                    .endsWith(" are free");
        });

        assertThat(lab.lab().state().resolve("scratch")).isEmptyDirectory();
    }

    /** The real restic, but for what it does when it restores and when it lists. */
    private String standIn(String restores, String lists) throws IOException {
        var script = home.resolve("restic-on-a-full-disk");
        Files.writeString(script, """
                #!/bin/sh
                restic='%s'
                target=
                before=
                for word; do
                  [ "$before" = --target ] && target=$word
                  [ "$word" = ls ] && lists=yes
                  before=$word
                done
                if [ -n "$target" ]; then
                %s
                fi
                if [ -n "$lists" ]; then :
                %s
                fi
                exec "$restic" "$@"
                """.formatted(RepositoryInTest.tool("HOMELAB_RESTIC", "restic"), restores, lists));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private List<BackupCheck> drill(Taken lab, String binary) {
        var drill = new ResticDrill(
                lab.lab().reader(),
                new Transports(Gate.OPEN),
                restic(binary),
                lab.lab().state(),
                () -> now);
        return attempts.once(() -> drill.drill(new DrillRequest(lab.set(), "backups/1")))
                .checks();
    }
}
