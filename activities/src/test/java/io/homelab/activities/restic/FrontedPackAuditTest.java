package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.restic.RepositoryInTest.Taken;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.SlowDown;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.PackAuditActivities;
import io.homelab.workflows.backup.PackAuditActivities.AuditRequest;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The audit of a real repository whose server does what servers do. */
class FrontedPackAuditTest extends OnAFrontedRepository {
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void whoIsAskedToSlowDownWaitsAndHasNoFinding() throws Exception {
        var lab = fronted();
        var audit = audit(lab);
        audit.plan(request(lab));
        front.faults().slowDown(6);

        assertThatThrownBy(() -> attempts.once(() -> audit.audit(request(lab))))
                .isInstanceOf(SlowDown.class)
                .satisfies(e -> assertThat(((SlowDown) e).retryAfter()).isPresent());
        var end = attempts.untilOver(() -> audit.audit(request(lab)));

        assertThat(end.orThrow().checks()).extracting(BackupCheck::verdict).containsOnly(CheckVerdict.PASS);
        assertThat(front.faults().slowDownsLeft()).isZero();
    }

    @Test
    void whatBreaksOffIsReadAgain() throws Exception {
        var lab = fronted();
        for (var pack : repository.packs()) {
            front.faults().breakOff(key(pack), 10, 1);
        }

        var checks = read(lab);

        assertThat(checks.getFirst().verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(reads).hasValue(2 * repository.packs().size());
    }

    @Test
    void whatBreaksOffEachTimeIsNamed() throws Exception {
        var lab = fronted();
        var pack = repository.packs().getFirst();
        front.faults().breakOff(key(pack), 10, 3);

        assertThat(read(lab).getFirst()).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.details())
                    .singleElement()
                    .asString()
                    .contains(pack.getFileName().toString())
                    .contains("cannot be read: the answer broke off");
        });
    }

    @Test
    void whatChangesUnderTheReadIsReadAgainAndIsWhole() throws Exception {
        var lab = fronted();
        front.faults().change(key(repository.packs().getLast()), 5000, 1);

        assertThat(read(lab).getFirst().verdict()).isEqualTo(CheckVerdict.PASS);
        assertThat(reads).hasValue(repository.packs().size() + 1);
    }

    @Test
    void whatChangesEachTimeIsDamaged() throws Exception {
        var lab = fronted();
        front.faults().change(key(repository.packs().getLast()), 5000, 2);

        assertThat(read(lab).getFirst().details()).first().asString().contains("its bytes have the SHA-256 ");
    }

    @Test
    void aPrefixThatNobodyMayReadNamesItsPacksAndNoOthers() throws Exception {
        var lab = fronted();
        var pack = repository.packs().getFirst();
        var prefix = "backups/restic/data/" + pack.getFileName().toString().substring(0, 2) + "/";
        front.faults().forbid(prefix);

        var checks = read(lab);

        assertThat(checks.getFirst()).satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(CheckVerdict.FAIL);
            assertThat(check.seen()).startsWith("1 pack cannot be read; ");
            assertThat(check.remedy()).startsWith("let the keys read these objects");
            assertThat(check.details())
                    .singleElement()
                    .asString()
                    .contains(pack.getFileName().toString())
                    .contains("cannot be read: the S3 server refuses the keys: 403 AccessDenied");
        });
    }

    @Test
    void aBucketThatNobodyMayReadIsNoDamage() throws Exception {
        var lab = fronted();
        audit(lab).plan(request(lab));
        front.faults().forbid("backups/restic/");

        assertThatThrownBy(() -> read(lab))
                .hasMessageContaining("the S3 server refuses the keys: 403 AccessDenied")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.AUTH));
    }

    private Taken fronted() throws IOException {
        return fronted("[{host: nas}]", "audit: {within: 30d}");
    }

    private static String key(Path pack) {
        return "backups/restic/" + PackId.path(pack.getFileName().toString());
    }

    private List<BackupCheck> read(Taken lab) {
        return attempts.once(() -> audit(lab).audit(request(lab))).checks();
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

    private static AuditRequest request(Taken lab) {
        return new AuditRequest(lab.set(), "one", true);
    }
}
