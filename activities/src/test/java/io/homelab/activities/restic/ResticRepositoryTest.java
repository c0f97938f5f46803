package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the real restic finds in a real repository that something was done to. */
class ResticRepositoryTest extends OnARepository {
    private Duration ahead = Duration.ZERO;
    private int labs;

    @Test
    void whatIsWholePassesAndIsNotChanged() throws Exception {
        var before = repository.digests();

        assertThat(metadata().verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(locks()).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.PASS);
            assertThat(check.seen()).isEqualTo("none");
        });

        assertThat(repository.digests()).isEqualTo(before);
    }

    @Test
    void aPackThatIsGoneIsNamed() throws Exception {
        var pack = repository.packs().getLast();
        without(pack, () -> {
            var check = metadata();
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).isEqualTo("1 error: pack " + pack.getFileName() + ": does not exist");
            assertThat(check.remedy()).contains("keep a copy");
        });
    }

    @Test
    void aPackThatIsCutOffIsNamed() throws Exception {
        var pack = repository.packs().getLast();
        with(pack, Arrays.copyOf(Files.readAllBytes(pack), 1000), () -> assertThat(
                        metadata().seen())
                .startsWith("1 error: pack " + pack.getFileName() + ": unexpected file size: got 1000"));
    }

    @Test
    void anIndexThatIsGoneIsNoEmptyRepository() throws Exception {
        without(repository.files("index").getFirst(), () -> {
            assertThat(metadata().verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(metadata().seen()).contains("not found in repository");
        });
    }

    @Test
    void anIndexThatCannotBeReadIsAFinding() throws Exception {
        var index = repository.files("index").getFirst();
        var bytes = Files.readAllBytes(index);
        bytes[50] ^= 1;
        with(index, bytes, () -> {
            assertThat(metadata().verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(metadata().seen()).contains("loading index " + index.getFileName());
        });
    }

    @Test
    void theWrongPasswordIsNoFinding() throws Exception {
        var lab = repository.lab(home, "[{host: nas}]", "");
        Files.writeString(home.resolve("password"), "not-the-password");

        assertThatThrownBy(() -> look(lab, true))
                .hasMessage("the password does not open the repository")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.AUTH));
    }

    @Test
    void aLockInUseIsNoFindingAndOneThatIsLeftOverIs() throws Exception {
        var holder = repository.waitingBackup();
        try {
            assertThat(locks().seen()).startsWith("1 in use: process " + holder.pid() + " of ");
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        ahead = Duration.ofMinutes(31);

        var check = locks();

        assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(check.seen())
                .matches("a lock is left over: process " + holder.pid() + " of \\S+, last heard of 31m\\d*s? ago");
        assertThat(repository.files("locks")).as("nobody removes it").hasSize(1);
        Files.delete(repository.files("locks").getFirst());
    }

    private BackupCheck metadata() throws IOException {
        return look(lab(), true);
    }

    private BackupCheck locks() throws IOException {
        return look(lab(), false);
    }

    /** Each in a directory of its own. */
    private RepositoryInTest.Taken lab() throws IOException {
        return repository.lab(home.resolve("lab-" + ++labs), "[{host: nas}]", "");
    }

    private BackupCheck look(RepositoryInTest.Taken lab, boolean metadata) {
        var looks = new ResticRepository(lab.lab().reader(), new Transports(Gate.OPEN), restic(), () -> Instant.now()
                .plus(ahead));
        var checks = attempts.once(() -> metadata ? looks.metadata(lab.set()) : looks.locks(lab.set()));
        assertThat(checks.checks()).hasSize(1);
        return checks.checks().getFirst();
    }

    private interface Look {
        void run() throws IOException;
    }

    private static void without(Path file, Look look) throws IOException {
        var aside = Files.move(file, directory.resolve("aside"));
        try {
            look.run();
        } finally {
            Files.move(aside, file);
        }
    }

    private static void with(Path file, byte[] content, Look look) throws IOException {
        var whole = Files.readAllBytes(file);
        Files.write(file, content);
        try {
            look.run();
        } finally {
            Files.write(file, whole);
        }
    }
}
