package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.failure.FailureClass;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the real restic says of a real repository. */
class ResticSnapshotsTest extends OnARepository {
    @Test
    void whatMustBeThereIsThereOrIsMissed() throws Exception {
        var lab = repository.lab(
                home,
                "[{host: nas, within: 26h}, {host: nas, paths: [\"" + repository.source()
                        + "\"]}, {tag: nightly}, {host: printer}, {host: nas, paths: [/srv]}, {tag: weekly}]",
                "");

        assertThat(check(lab))
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(
                        tuple("snapshots of host nas", CheckVerdict.PASS),
                        tuple("snapshots of host nas, " + repository.source(), CheckVerdict.PASS),
                        tuple("snapshots of tag nightly", CheckVerdict.PASS),
                        tuple("snapshots of host printer", CheckVerdict.FAIL),
                        tuple("snapshots of host nas, /srv", CheckVerdict.FAIL),
                        tuple("snapshots of tag weekly", CheckVerdict.FAIL));
        assertThat(check(lab).get(3).seen()).isEqualTo("there is none, of 2 snapshots in all");
    }

    @Test
    void whatIsTooOldIsTold() throws Exception {
        var lab = repository.lab(home, "[{host: nas, within: 26h}]", "");
        now = NOW.plus(Duration.ofHours(25)).plusSeconds(61);

        assertThat(check(lab)).singleElement().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).matches("the youngest, [0-9a-f]{8}, is 26h1m old, and may be 26h");
        });
    }

    @Test
    void theWrongPasswordIsNoReasonToTryAgain() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        Files.writeString(home.resolve("password"), "not-the-password");

        assertThatThrownBy(() -> check(lab))
                .hasMessage("the password does not open the repository")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.AUTH));
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidAtOnce() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "").with("/backups/restic", "/backups/nothing");

        assertThatThrownBy(() -> check(lab))
                .hasMessage("there is no restic repository")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.CONFIG));
    }

    @Test
    void withoutResticItSaysWhatToInstall() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");

        assertThatThrownBy(() -> check(lab, restic("restic-that-is-nowhere")))
                .hasMessageContaining("restic-that-is-nowhere cannot be started")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.CONFIG))
                .satisfies(e -> assertThat(((Problem) e).report().remedy()).startsWith("install restic"));
    }

    @Test
    void lookingChangesNothing() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        var before = repository.digests();

        check(lab);

        assertThat(repository.digests()).isEqualTo(before);
    }

    private List<BackupCheck> check(Taken lab) {
        return check(lab, restic());
    }

    private List<BackupCheck> check(Taken lab, Restic restic) {
        var snapshots = new ResticSnapshots(lab.lab().reader(), new Transports(Gate.OPEN), restic, () -> now);
        return attempts.once(() -> snapshots.check(lab.set())).checks();
    }
}
