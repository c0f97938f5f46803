package io.homelab.activities.velero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.real.RealServers;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a verification says of a cluster's Velero; each test leaves it as it found it. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class VeleroChecksTest {
    @TempDir
    static Path directory;

    private VeleroInTest velero;
    private VeleroClusterBackups checks;

    @BeforeAll
    void install() throws IOException {
        velero = new VeleroInTest(directory, """
                schedules:
                  nightly: {within: 26h, namespaces: [shop]}
                """);
        checks = new VeleroClusterBackups(velero.dev().clusters(), LabClock.system());
        velero.site("shop", "local", "hello\n");
        velero.schedule("nightly", "shop");
        velero.backUp("nightly", "nightly-1", "shop");
    }

    @AfterAll
    void end() {
        velero.close();
    }

    private List<BackupCheck> look() {
        return velero.attempts.once(() -> checks.velero(velero.set())).checks();
    }

    /** The one thing that is wrong, and nothing else. */
    private BackupCheck finding() {
        return look().stream()
                .filter(check -> check.verdict() != CheckVerdict.PASS)
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }

    private String created(String namespace, String claim) {
        return velero.with(client -> client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(claim)
                .get()
                .getMetadata()
                .getCreationTimestamp());
    }

    @Test
    void whatIsBackedUpWithItsDataPasses() {
        assertThat(look())
                .extracting(BackupCheck::check, BackupCheck::verdict)
                .containsExactly(
                        tuple("storage location default", CheckVerdict.PASS),
                        tuple("schedule nightly", CheckVerdict.PASS),
                        tuple("backups of nightly", CheckVerdict.PASS),
                        tuple("volumes of nightly", CheckVerdict.PASS),
                        tuple("volume repositories", CheckVerdict.PASS));
        assertThat(look())
                .filteredOn(check -> check.check().equals("volumes of nightly"))
                .extracting(BackupCheck::seen)
                .containsExactly("1 claim, 6 B read");
    }

    @Test
    void aCompleteBackupWithoutTheDataOfAClaimIsAFinding() {
        velero.site("hosted", "host-path", "hello\n");
        assertThat(velero.backUp("nightly", "nightly-2", "shop", "hosted")).isEqualTo("Completed");
        velero.patch(
                VeleroKind.BACKUP, "nightly-2", Map.of("status", Map.of("startTimestamp", created("hosted", "pages"))));

        var finding = finding();

        assertThat(finding.check()).isEqualTo("volumes of nightly");
        assertThat(finding.seen()).isEqualTo("1 of 2 claims in nightly-2 have no data in it");
        assertThat(finding.details())
                .containsExactly("hosted/pages: is a directory of its node (hostPath), which Velero passes over");
        velero.forget("nightly-2");
        velero.with(client -> client.namespaces().withName("hosted").delete());
        RealServers.until(
                "hosted is gone",
                () -> velero.with(
                                client -> client.namespaces().withName("hosted").get())
                        == null);
    }

    @Test
    void aScheduleThatIsPausedIsAFinding() {
        velero.patch(VeleroKind.SCHEDULE, "nightly", Map.of("spec", Map.of("paused", true)));

        assertThat(finding())
                .extracting(BackupCheck::check, BackupCheck::seen)
                .containsExactly("schedule nightly", "is paused");
        velero.patch(VeleroKind.SCHEDULE, "nightly", Map.of("spec", Map.of("paused", false)));
    }

    @Test
    void aScheduleThatLeavesANamespaceOutIsAFinding() {
        velero.patch(
                VeleroKind.SCHEDULE,
                "nightly",
                Map.of("spec", Map.of("template", Map.of("excludedNamespaces", List.of("sh*")))));

        assertThat(finding().seen()).isEqualTo("leaves out shop");
        velero.patch(
                VeleroKind.SCHEDULE,
                "nightly",
                Map.of("spec", Map.of("template", Map.of("excludedNamespaces", List.of()))));
    }

    @Test
    void theLastBackupCountsAlsoWhenTheOneBeforeWasWell() {
        velero.patch(VeleroKind.LOCATION, "default", Map.of("spec", Map.of("accessMode", "ReadOnly")));
        assertThat(look()).extracting(BackupCheck::seen).contains("is ReadOnly: nothing is backed up into it");
        assertThat(velero.backUp("nightly", "nightly-3", "shop")).isEqualTo("FailedValidation");

        assertThat(look())
                .filteredOn(check -> check.check().equals("backups of nightly"))
                .singleElement()
                .satisfies(check -> assertThat(check.seen())
                        .startsWith("the last, nightly-3, is FailedValidation: ")
                        .contains("; nightly-1 is complete and "));
        velero.patch(VeleroKind.LOCATION, "default", Map.of("spec", Map.of("accessMode", "ReadWrite")));
        velero.with(client -> client.genericKubernetesResources(VeleroKind.BACKUP.context())
                .inNamespace("velero")
                .withName("nightly-3")
                .delete());
    }

    @Test
    void storageThatVeleroDoesNotReachIsAFinding() throws IOException {
        velero.loseStorage();
        RealServers.until("Velero has noticed", () -> velero.custom(VeleroKind.LOCATION, "default")
                .flatMap(location -> location.text("status", "phase"))
                .filter("Unavailable"::equals)
                .isPresent());

        assertThat(finding()).satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("storage location default");
            assertThat(finding.seen()).startsWith("Unavailable: ");
        });
        velero.findStorage();
        RealServers.until("Velero has noticed", () -> velero.custom(VeleroKind.LOCATION, "default")
                .flatMap(location -> location.text("status", "phase"))
                .filter("Available"::equals)
                .isPresent());
    }
}
