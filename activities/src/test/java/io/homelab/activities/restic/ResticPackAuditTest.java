package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Price;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.BackupSnapshotActivities.Checks;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.PackAuditActivities;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The audit of a real repository in a real S3 server. */
class ResticPackAuditTest extends OnARepository {
    private static final String SOURCES = "[{host: nas}]";
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void everyByteIsReadOnceAndNoneTwice() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 30d}");
        var audit = audit(lab);
        var packs = repository.packs().size();

        assertThat(audit.plan(request(lab, "one", true)).packs()).isEqualTo(packs);
        var checks = read(audit, request(lab, "one", true)).checks();

        assertThat(checks)
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(tuple("packs", CheckVerdict.PASS), tuple("coverage", CheckVerdict.PASS));
        assertThat(checks.getFirst().seen()).startsWith(packs + " of " + packs + " packs were read");
        assertThat(reads.getAndSet(0)).isEqualTo(packs);

        // The activity is repeated when its answer was lost; and the next night nothing is due.
        read(audit, request(lab, "one", true));
        assertThat(audit.plan(request(lab, "two", false)).packs()).isZero();
        read(audit, request(lab, "two", false));
        assertThat(reads).hasValue(0);
    }

    @Test
    void whatReadingCostsIsSaidBeforeAndChoosesNothing() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 30d, pricePerGiB: 100 EUR}");
        var audit = audit(lab);

        var all = audit.estimate(request(lab, "asked", true));
        assertThat(all.packs()).isEqualTo(repository.packs().size());
        assertThat(all.cost()).isEqualTo(new Price("100 EUR").of(all.bytes())).endsWith(" EUR");
        assertThat(reads).hasValue(0);

        var checks = read(audit, request(lab, "one", true)).checks();
        assertThat(checks.getFirst().seen()).contains(", for " + all.cost());
        assertThat(audit.estimate(request(lab, "one", false)).packs())
                .as("nothing is due")
                .isZero();
        assertThat(audit.estimate(request(lab, "one", true)).packs()).isEqualTo(all.packs());
    }

    @Test
    void aBitThatIsTurnedOverIsFoundAndNothingElse() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 30d}");
        var pack = repository.packs().getFirst();
        RepositoryInTest.damage(pack);
        try {
            var checks = read(audit(lab), request(lab, "one", true)).checks();

            assertThat(checks.getFirst()).satisfies(check -> {
                assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
                assertThat(check.seen()).startsWith("1 pack is damaged");
                assertThat(check.details())
                        .first()
                        .asString()
                        .startsWith("data/" + pack.getFileName().toString().substring(0, 2) + "/" + pack.getFileName()
                                + ": its bytes have the SHA-256 ");
                assertThat(check.details().subList(1, check.details().size()))
                        .isNotEmpty()
                        .allMatch(line -> line.startsWith("hurts "));
                assertThat(check.remedy()).contains("restic");
            });
        } finally {
            RepositoryInTest.damage(pack);
        }
        assertThat(read(audit(lab), request(lab, "two", true))
                        .checks()
                        .getFirst()
                        .verdict())
                .isEqualTo(CheckVerdict.PASS);
    }

    @Test
    void whatIsCutOffIsTold() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 30d}");
        var pack = repository.packs().getFirst();
        var whole = Files.readAllBytes(pack);
        var audit = audit(lab);
        audit.plan(request(lab, "one", true));
        Files.write(pack, java.util.Arrays.copyOf(whole, whole.length / 2));
        try {
            assertThat(read(audit, request(lab, "one", true))
                            .checks()
                            .getFirst()
                            .details())
                    .first()
                    .asString()
                    .contains("it has " + whole.length / 2 + " bytes where its listing says " + whole.length);
        } finally {
            Files.write(pack, whole);
        }
    }

    @Test
    void aNightReadsItsPartAndTheWholeIsReadInTime() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 4d, spare: 1}");
        var audit = audit(lab);
        var packs = repository.packs().size();
        for (int night = 0; night < 4; night++) {
            now = NOW.plus(Duration.ofDays(night));
            assertThat(read(audit, request(lab, "night-" + night, false)).checks())
                    .extracting(BackupCheck::verdict)
                    .containsOnly(CheckVerdict.PASS);
        }
        try (var ledger = PackLedger.open(ledger(lab))) {
            assertThat(ledger.packs()).hasSize(packs).allMatch(pack -> pack.verified() != null);
        }
    }

    @Test
    void aPromiseThatIsBrokenIsAFinding() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 4d}");
        audit(lab).plan(request(lab, "first", false));
        Files.delete(lab.lab().state().resolve("evidence/packs/offsite.now.json")); // and nobody ever came to read
        now = NOW.plus(Duration.ofDays(9));
        var small = lab.with("within: 4d", "within: 4d, budgetMiB: 1");

        var coverage =
                read(audit(small), request(small, "late", false)).checks().getLast();

        assertThat(coverage.verdict()).isEqualTo(CheckVerdict.FAIL);
        assertThat(coverage.seen()).contains("packs are unread for longer than 4d, the longest for 9d");
        assertThat(coverage.remedy()).isEqualTo("homelab backup verify --full --set offsite reads all of it now");
    }

    @Test
    void whereNobodyAnswersItIsTriedAgainAndGoesOnFromThere() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 30d}");
        var audit = audit(lab);
        audit.plan(request(lab, "one", true));
        repository.stop();
        try {
            assertThatThrownBy(() -> read(audit, request(lab, "one", true)))
                    .hasMessageContaining("the S3 server does not answer")
                    .satisfies(e -> assertThat(type(e)).isEqualTo("TRANSIENT"));
        } finally {
            repository.start();
        }
        assertThat(read(audit, request(lab, "one", true)).checks())
                .extracting(BackupCheck::verdict)
                .containsOnly(CheckVerdict.PASS);
    }

    @Test
    void aDirectoryOfThisMachineIsReadLikewise() throws Exception {
        var lab = repository
                .lab(home, SOURCES, "audit: {within: 30d}")
                .with(
                        "repository: " + repository.url(), "repository: " + repository.local(),
                        "accessKey: file:" + home.resolve("access"), "region: none",
                        "      secretKey: file:" + home.resolve("secret") + "\n", "");
        var pack = repository.packs().getLast();

        assertThat(read(audit(lab), request(lab, "one", true)).checks())
                .extracting(BackupCheck::verdict)
                .containsOnly(CheckVerdict.PASS);
        now = NOW.plusSeconds(1);
        RepositoryInTest.damage(pack);
        try {
            assertThat(read(audit(lab), request(lab, "two", true))
                            .checks()
                            .getFirst()
                            .details())
                    .first()
                    .asString()
                    .contains(pack.getFileName().toString());
        } finally {
            RepositoryInTest.damage(pack);
        }
        assertThat(reads).as("no server was asked").hasValue(0);
    }

    @Test
    void wrongKeysAreSaidAtOnce() throws Exception {
        var lab = repository.lab(home, SOURCES, "audit: {within: 30d}");
        Files.writeString(home.resolve("secret"), "another-secret-key");

        assertThatThrownBy(() -> audit(lab).plan(request(lab, "one", true)))
                .hasMessageContaining("the S3 server refuses the keys: 403 SignatureDoesNotMatch")
                .satisfies(e -> assertThat(type(e)).isEqualTo("AUTH"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("another-secret-key"));
    }

    @Test
    void whatIsNotThereIsNotAnEmptyRepository() throws Exception {
        var bucket = repository.lab(home, SOURCES, "audit: {within: 30d}").with("/backups/restic", "/nobody/restic");
        assertThatThrownBy(() -> audit(bucket).plan(request(bucket, "one", true)))
                .hasMessageContaining("there is no such bucket: 404 NoSuchBucket")
                .satisfies(e -> assertThat(type(e)).isEqualTo("CONFIG"));

        var prefix = bucket.with("/nobody/restic", "/backups/nothing");
        assertThatThrownBy(() -> audit(prefix).plan(request(prefix, "one", true)))
                .hasMessageContaining("there is no restic repository")
                .satisfies(e -> assertThat(type(e)).isEqualTo("CONFIG"));
    }

    private PackAuditActivities audit(Taken lab) {
        Gate counting = call -> {
            if (call.operation().equals("GET /{bucket}/{key}")) {
                reads.incrementAndGet();
            }
            return () -> {};
        };
        return new ResticPackAudit(
                lab.lab().reader(),
                new Transports(counting),
                restic(),
                lab.lab().state(),
                () -> now);
    }

    private static Path ledger(Taken lab) {
        return lab.lab().state().resolve("evidence/packs/offsite.jsonl");
    }

    private Checks read(PackAuditActivities audit, AuditRequest request) {
        return attempts.once(() -> audit.audit(request));
    }

    private static String type(Throwable e) {
        return ((Problem) e).report().kind().name();
    }

    private static AuditRequest request(Taken lab, String run, boolean full) {
        return new AuditRequest(lab.set(), run, full);
    }
}
