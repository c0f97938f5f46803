package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Unreachable;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An audit of a real repository whose S3 server dies in the middle, and is away for several attempts. */
@SuppressWarnings("NullAway.Init")
class AuditOutageTest {
    private static final int READERS = 4;
    private static final int MIB = 1 << 20;
    private static final int PACK = 4;
    private static final int FALLS_AT = 9;
    private static final int AWAY_FOR = 3;

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void itGoesOnWhereItWasAndReadsNothingTwiceButWhatWasOnItsWay() throws Exception {
        try (var repository = new RepositoryInTest(directory.resolve("repository"), 1);
                var attempts = new Attempts()) {
            fill(repository);
            var packs = repository.packs().size();
            var lab = repository.lab(directory.resolve("lab"), "[{host: nas}]", "");
            var request = new AuditRequest(lab.set(), "backups/outage", true);
            var reads = new AtomicInteger();
            Gate falling = call -> {
                if (call.operation().equals("GET /{bucket}/{key}") && reads.incrementAndGet() == FALLS_AT) {
                    repository.stop();
                }
                return () -> {};
            };
            var audit = new ResticPackAudit(
                    lab.lab().reader(),
                    new Transports(falling),
                    RepositoryInTest.restic(directory.resolve("cache")),
                    lab.lab().state(),
                    () -> OnARepository.NOW);
            attempts.once(() -> audit.plan(request));

            for (int attempt = 0; attempt < AWAY_FOR; attempt++) {
                assertThatThrownBy(() -> attempts.once(() -> audit.audit(request)))
                        .isInstanceOfSatisfying(Unreachable.class, away -> {
                            assertThat(away.report().where())
                                    .contains(repository.server().getAuthority());
                            assertThat(away.report().remedy()).startsWith("see that it runs");
                        });
            }
            var whole = whole(lab);
            assertThat(whole).isBetween((long) FALLS_AT - READERS, (long) FALLS_AT);
            repository.start();
            var before = reads.get();
            var checks = attempts.once(() -> audit.audit(request)).checks();

            assertThat(reads.get() - before).isEqualTo((int) (packs - whole));
            assertThat(checks).extracting(BackupCheck::verdict).containsOnly(CheckVerdict.PASS);
            assertThat(whole(lab)).isEqualTo(packs);
        }
    }

    private static long whole(RepositoryInTest.Taken lab) throws IOException {
        try (var ledger = PackLedger.open(lab.lab().state().resolve("evidence/packs/offsite.jsonl"))) {
            return ledger.packs().stream()
                    .filter(pack -> pack.verified() != null)
                    .count();
        }
    }

    /** Small packs, many more than an audit gives up after. */
    private void fill(RepositoryInTest repository) throws IOException {
        var source = Files.createDirectories(directory.resolve("more"));
        var random = new Random(5);
        var bytes = new byte[PACK * MIB];
        for (int i = 0; i < 24; i++) {
            random.nextBytes(bytes);
            Files.write(source.resolve("file-" + i), bytes);
        }
        repository.restic("backup", "--pack-size", String.valueOf(PACK), "--host", "nas", source.toString());
    }
}
