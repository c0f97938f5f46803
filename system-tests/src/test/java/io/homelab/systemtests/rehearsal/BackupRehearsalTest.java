package io.homelab.systemtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** What goes wrong with backups is found, each for itself, in a real repository on a real S3 server. */
class BackupRehearsalTest {
    @Test
    void whateverIsDoneToARepositoryIsFoundAndNothingElse() {
        var environment = new HashMap<>(System.getenv());
        environment.remove("TEMPORAL_ADDRESS");

        var said = LabInABox.command(environment, "rehearse", "--", "backup", "verify");

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.err().lines().filter(line -> line.startsWith("found, and nothing else: ")))
                .as(said.toString())
                .hasSize(16);
        assertThat(said.err())
                .contains("the lock of the dead is removed, and that of the living is not")
                .contains("objects are what they were before")
                .contains("24 photos are the same, byte for byte")
                .contains("photo-3.raw is the same, byte for byte")
                .contains("namespace photos-back is the same, byte for byte");
    }
}
