package io.homelab.activities.velero.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.restic.ServerInTest;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.backup.install.InstallWork;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An S3 server at home, whose certificate nobody vouches for but its owner. */
@SuppressWarnings("NullAway.Init")
class StorageTrustTest {
    @TempDir
    Path directory;

    private final Attempts attempts = new Attempts();
    private ServerInTest server;
    private Path home;

    @BeforeEach
    void serve() throws IOException {
        var tls = ServerInTest.certificate(directory);
        Files.createDirectories(directory.resolve("s3/velero"));
        home = Files.createDirectories(directory.resolve("home"));
        Files.copy(tls.get("certificate"), home.resolve("ca.pem"));
        server = new ServerInTest(
                directory,
                "s3",
                directory.resolve("s3").toString(),
                "--auth-key=access,a-secret-key-of-the-test",
                "--cert=" + tls.get("certificate"),
                "--key=" + tls.get("key"));
    }

    @AfterEach
    void stop() {
        server.close();
        attempts.close();
    }

    @Test
    void isAskedWhenItsAuthorityIsInTheLabFile() throws IOException {
        assertThat(storage("ca: ca.pem, ").summary()).isEqualTo("bucket velero answers");
    }

    @Test
    void isNotAskedOtherwise() {
        assertThatThrownBy(() -> storage(""))
                .hasMessageStartingWith("the S3 server's certificate is not trusted")
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.report().kind()).isEqualTo(FailureClass.CONFIG);
                    assertThat(problem.report().remedy()).isEqualTo("set its ca in lab.yaml to its authority");
                });
    }

    private Outcome storage(String ca) throws IOException {
        Files.writeString(home.resolve("access"), "access");
        Files.writeString(home.resolve("secret"), "a-secret-key-of-the-test");
        var lab = ExampleLab.in(home, """

                backups:
                  clusters:
                    dev:
                      storage: {location: "s3:https://127.0.0.1:%d/velero", %saccessKey: "file:access", secretKey: "file:secret"}
                      schedules: {nightly: {}}
                """.formatted(server.port(), ca));
        var transports = new Transports(Gate.OPEN);
        var install = new VeleroInstall(lab.reader(), new Clusters(lab.reader(), transports), transports);
        return attempts.once(
                () -> install.storage(new InstallWork(new SetRef("dev", lab.snapshot()), "backups-install/1", true)));
    }
}
