package io.homelab.activities.velero.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.kubernetes.Manifests;
import io.homelab.activities.real.RealServers;
import io.homelab.activities.velero.VeleroClusterBackups;
import io.homelab.activities.velero.VeleroInTest;
import io.homelab.activities.velero.VeleroKind;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.CheckVerdict;
import io.homelab.workflows.backup.install.InstallRequest;
import io.homelab.workflows.backup.install.InstallWork;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.progress.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Velero as Git brings it, without keys; each test leaves it so. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class VeleroInstallTest {
    private static final String SECRET_KEY = "a-secret-key-of-the-test";

    @TempDir
    static Path directory;

    private VeleroInTest velero;
    private VeleroInstall install;

    @BeforeAll
    void bring() throws IOException {
        velero = VeleroInTest.withoutKeys(directory, """
                storage: {location: "s3:@S3@/velero", accessKey: "file:access", secretKey: "file:secret"}
                schedules:
                  nightly: {within: 26h, namespaces: [shop]}
                volsync:
                  repositories:
                    notes/repository:
                      repository: "s3:@S3@/velero/volsync/notes"
                      accessKey: "file:access"
                      secretKey: "file:secret"
                      password: "file:secret"
                """);
        install = new VeleroInstall(velero.dev().lab().reader(), velero.dev().clusters(), velero.transports);
        velero.site("shop", "local", "hello\n");
        velero.schedule("nightly", "shop");
    }

    @AfterEach
    void takeKeys() {
        velero.with(client ->
                client.secrets().inNamespace("velero").withName("velero-s3").delete());
        velero.with(client ->
                client.secrets().inNamespace("notes").withName("repository").delete());
        RealServers.until("Velero has noticed", () -> velero.custom(VeleroKind.LOCATION, "default")
                .flatMap(location -> location.text("status", "phase"))
                .filter("Unavailable"::equals)
                .isPresent());
    }

    @AfterAll
    void end() {
        velero.close();
    }

    private InstallWork work(boolean dryRun) {
        return new InstallWork(velero.set(), "backups-install/1", dryRun);
    }

    private Outcome keys() {
        return velero.attempts.once(() -> install.keys(work(false)));
    }

    private FailureReport problem(Supplier<Outcome> work) {
        return velero.attempts.untilOver(work).problem().orElseThrow().report();
    }

    private @Nullable Secret secret(String namespace, String name) {
        return velero.with(
                client -> client.secrets().inNamespace(namespace).withName(name).get());
    }

    private static String decoded(@Nullable Secret secret, String key) {
        var data = Objects.requireNonNull(secret).getData();
        return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.UTF_8);
    }

    @Test
    void aClusterWithKeysIsBackedUpAndAVerificationIsContent() {
        assertThat(velero.attempts.once(() -> install.storage(work(false))).summary())
                .isEqualTo("bucket velero answers");
        assertThat(keys().changed()).isTrue();

        assertThat(velero.attempts.once(() -> install.velero(work(false))).summary())
                .isEqualTo("Velero reaches bucket velero, and has taken nightly");
        var first = velero.attempts.once(() -> install.firstBackups(work(false)));

        assertThat(first.summary()).matches("took nightly-homelab-[0-9a-f]{8}, [0-9]+ items");
        assertThat(velero.attempts
                        .once(() -> new VeleroClusterBackups(velero.dev().clusters(), LabClock.system())
                                .velero(velero.set()))
                        .checks())
                .extracting(BackupCheck::verdict)
                .hasSizeGreaterThan(3)
                .containsOnly(CheckVerdict.PASS);
        assertThat(velero.attempts.once(() -> install.firstBackups(work(false))))
                .isEqualTo(Outcome.unchanged("each schedule has a complete backup"));
        assertThat(velero.count(VeleroKind.BACKUP)).isEqualTo(1);
    }

    @Test
    void keysAreWrittenOnceAndNeverTold() {
        assertThat(keys().summary()).isEqualTo("made Secret velero/velero-s3, made Secret notes/repository");

        assertThat(decoded(secret("velero", "velero-s3"), "cloud"))
                .isEqualTo("[default]\naws_access_key_id=AKIAHOMELAB00001\naws_secret_access_key=" + SECRET_KEY + "\n");
        assertThat(decoded(secret("notes", "repository"), "RESTIC_REPOSITORY")).endsWith("/velero/volsync/notes");
        assertThat(decoded(secret("notes", "repository"), "RESTIC_PASSWORD")).isEqualTo(SECRET_KEY);
        assertThat(keys())
                .isEqualTo(Outcome.unchanged(
                        "Secret velero/velero-s3 is as it should be, Secret notes/repository is as" + " it should be"));
    }

    @Test
    void aKeyThatHasChangedIsPutThereAgain() {
        keys();
        velero.with(client -> client.secrets()
                .inNamespace("velero")
                .withName("velero-s3")
                .edit(secret -> secret.edit().addToData("cloud", "b2xk").build()));

        assertThat(keys().summary())
                .isEqualTo("changed Secret velero/velero-s3, Secret notes/repository is as it should be");
        assertThat(decoded(secret("velero", "velero-s3"), "cloud")).contains(SECRET_KEY);
    }

    @Test
    void aDryRunWritesNothing() {
        assertThat(velero.attempts.once(() -> install.keys(work(true))))
                .isEqualTo(Outcome.unchanged("would make Secret velero/velero-s3, would make Secret notes/repository"));
        assertThat(secret("velero", "velero-s3")).isNull();
    }

    @Test
    void aSecretOfSomebodyElseStopsBeforeAnyIsWritten() {
        velero.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: notes}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: repository, namespace: notes, labels: {%s: other}}
                stringData: {RESTIC_PASSWORD: theirs}
                """.formatted(Manifests.MARKER));

        var report = problem(() -> install.keys(work(false)));

        assertThat(report.kind()).isEqualTo(FailureClass.NOT_OURS);
        assertThat(report.what()).isEqualTo("Secret notes/repository is there, and not ours");
        assertThat(secret("velero", "velero-s3")).isNull();
        assertThat(decoded(secret("notes", "repository"), "RESTIC_PASSWORD")).isEqualTo("theirs");
    }

    @Test
    void whatVeleroIsStillWaitingForIsSaid() {
        var report = problem(() -> install.velero(work(false)));

        assertThat(report.what())
                .startsWith("gave up waiting for Velero of dev after ")
                .contains("BackupStorageLocation default is Unavailable: ")
                .contains("Secret \"velero-s3\" not found");
    }

    @Test
    void aLocationElsewhereIsNotWaitedFor() {
        location("elsewhere");
        try {
            var report = problem(() -> install.velero(work(false)));

            assertThat(report.kind()).isEqualTo(FailureClass.CONFIG);
            assertThat(report.what())
                    .isEqualTo("Velero keeps its backups elsewhere: spec.objectStorage.bucket of BackupStorageLocation"
                            + " default is elsewhere, and the lab file means velero");
        } finally {
            location("velero");
        }
    }

    private void location(String bucket) {
        velero.patch(VeleroKind.LOCATION, "default", Map.of("spec", Map.of("objectStorage", Map.of("bucket", bucket))));
    }

    @Test
    void clustersWithoutAStorageAreRefusedByName() {
        var report = velero.attempts
                .untilOver(() -> install.read(new InstallRequest(List.of("prod"), false, null)))
                .problem()
                .orElseThrow()
                .report();

        assertThat(report.kind()).isEqualTo(FailureClass.CONFIG);
        assertThat(report.what()).isEqualTo("the lab file has no backups of a cluster prod");
        assertThat(velero.attempts
                        .once(() -> install.read(new InstallRequest(List.of(), true, null)))
                        .clusters())
                .singleElement()
                .satisfies(cluster -> assertThat(cluster.replicates()).isTrue());
    }
}
