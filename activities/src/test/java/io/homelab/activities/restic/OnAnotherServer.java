package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.real.RealServers;
import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.restic.run.ResticBackup;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.LockActivities.LockRemoved;
import io.homelab.workflows.backup.LockActivities.RemoveLock;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.homelab.workflows.backup.run.BackupRunActivities.BackupTask;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a repository behind any server is worth: the same as behind S3. */
@SuppressWarnings("NullAway.Init")
abstract class OnAnotherServer extends OnARepository {
    private final AtomicInteger reads = new AtomicInteger();

    /** Before the files of the repository; whoever extends this starts it before all tests. */
    static ServerInTest server;

    @AfterAll
    static void stopServing() {
        server.close();
    }

    /** Lines of the set, after {@code offsite:}, with the repository and what opens it. */
    abstract List<String> access() throws IOException;

    /** How reads of packs are named. */
    abstract String readOperation();

    Taken lab() throws IOException {
        return repository
                .lab(home, "[{host: nas}]", "")
                .with(
                        "      repository: " + repository.url() + "\n      accessKey: file:" + home.resolve("access")
                                + "\n      secretKey: file:" + home.resolve("secret") + "\n",
                        "      " + String.join("\n      ", access()) + "\n");
    }

    @Test
    void everyPackIsReadOnceAndWhatIsDamagedIsNamed() throws Exception {
        var lab = lab();
        var packs = repository.packs().size();

        assertThat(read(lab, "one"))
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(tuple("packs", CheckVerdict.PASS), tuple("coverage", CheckVerdict.PASS));
        assertThat(reads).hasValue(packs);

        var pack = repository.packs().getLast();
        now = NOW.plusSeconds(1);
        RepositoryInTest.damage(pack);
        try {
            assertThat(read(lab, "two").getFirst()).satisfies(check -> {
                assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
                assertThat(check.details())
                        .first()
                        .asString()
                        .contains(pack.getFileName() + ": its bytes have the SHA-256 ");
                assertThat(check.details().subList(1, check.details().size()))
                        .isNotEmpty()
                        .allMatch(line -> line.startsWith("hurts "));
            });
        } finally {
            RepositoryInTest.damage(pack);
        }
    }

    @Test
    void resticItselfOpensItAndChangesNothing() throws Exception {
        var lab = lab();
        var before = repository.digests();
        var activities = new ResticRepository(lab.lab().reader(), new Transports(Gate.OPEN), restic(), () -> now);

        assertThat(attempts.once(() -> activities.metadata(lab.set())).checks())
                .extracting(BackupCheck::verdict)
                .containsExactly(CheckVerdict.PASS);
        assertThat(attempts.once(() -> activities.locks(lab.set())).checks())
                .extracting(BackupCheck::seen)
                .containsExactly("none");
        assertThat(repository.digests()).isEqualTo(before);
    }

    @Test
    void theLockOfTheDeadGoes() throws Exception {
        var dead = repository.waitingBackup();
        RealServers.until("it takes a lock", () -> !repository.files("locks").isEmpty());
        dead.destroyForcibly().onExit().join();
        var lab = lab();
        var locks = new ResticLocks(lab.lab().reader(), new Transports(Gate.OPEN), restic(), () -> Instant.now()
                .plus(Duration.ofMinutes(31)));

        var found = attempts.once(() -> locks.find(lab.set())).locks();

        assertThat(found).hasSize(1);
        assertThat(attempts.once(() -> locks.remove(new RemoveLock(lab.set(), found.getFirst()))))
                .isEqualTo(new LockRemoved(true, "removed, and seen to be gone"));
        assertThat(repository.files("locks")).isEmpty();
    }

    @Test
    void aBackupIsTakenThrough() throws Exception {
        var data = Files.createDirectories(home.resolve("data"));
        Files.writeString(data.resolve("file"), "content");
        var lab = lab().with("sources: [{host: nas}]", "sources: [{host: here, paths: [" + data + "], local: true}]");
        var backup = new ResticBackup(
                lab.lab().reader(),
                new Transports(Gate.OPEN),
                restic(),
                lab.lab().state(),
                () -> now);
        var source = backup.plan(lab.set()).names().getFirst();

        var taken = attempts.once(() -> backup.take(new BackupTask(lab.set(), "backup-offsite/run", source)));

        repository.restic("ls", taken.snapshot(), data.resolve("file").toString());
    }

    @Test
    void whereNobodyAnswersItIsTriedAgain() throws Exception {
        var lab = lab();
        server.stop();
        try {
            assertThatThrownBy(() -> read(lab, "one"))
                    .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.TRANSIENT));
        } finally {
            server.start();
        }
        assertThat(read(lab, "one")).extracting(BackupCheck::verdict).containsOnly(CheckVerdict.PASS);
    }

    List<BackupCheck> read(Taken lab, String run) {
        Gate counting = call -> {
            if (call.operation().equals(readOperation())) {
                reads.incrementAndGet();
            }
            return () -> {};
        };
        var audit = new ResticPackAudit(
                lab.lab().reader(),
                new Transports(counting),
                restic(),
                lab.lab().state(),
                () -> now);
        return attempts.once(() -> audit.audit(new AuditRequest(lab.set(), run, true)))
                .checks();
    }

    static FailureClass kind(Throwable e) {
        return ((Problem) e).report().kind();
    }
}
