package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A repository in a directory of a host that is reached by SFTP; restic itself goes there by the real ssh. */
@SuppressWarnings("NullAway.Init")
class SftpServerTest extends OnAnotherServer {
    private static Path ours;
    private static Path hosts;

    @BeforeAll
    static void serve() throws IOException {
        ours = ServerInTest.sshKey(directory.resolve("ours"));
        hosts = ServerInTest.sshKey(directory.resolve("hosts"));
        server = new ServerInTest(
                directory,
                "sftp",
                directory.resolve("s3").toString(),
                "--user=backup",
                "--authorized-keys=" + ours + ".pub",
                "--key=" + hosts,
                "--vfs-cache-mode=writes",
                "--vfs-write-back=0", // what is written is there before its handle is closed
                "--dir-cache-time=1ms"); // what the test does to files behind its back is seen at once
    }

    @Override
    List<String> access() throws IOException {
        return access(hosts, ours);
    }

    private static List<String> access(Path host, Path key) throws IOException {
        return List.of(
                "repository: sftp://backup@127.0.0.1:" + server.port() + "//backups/restic",
                "ssh: {hostKey: '" + ServerInTest.publicKey(host) + "', key: 'file:" + key + "'}");
    }

    @Override
    String readOperation() {
        return "READ /{file}";
    }

    @Test
    void anotherHostOfThatAddressIsNotAsked() throws Exception {
        var another = ServerInTest.sshKey(home.resolve("another"));
        var lab = lab().with(ServerInTest.publicKey(hosts), ServerInTest.publicKey(another));

        assertThatThrownBy(() -> read(lab, "one"))
                .hasMessageStartingWith("the host proves itself with another key")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.CONFIG));
    }

    @Test
    void whoIsNotLetInIsTold() throws Exception {
        var another = ServerInTest.sshKey(home.resolve("another"));
        var lab = lab().with("file:" + ours, "file:" + another);

        assertThatThrownBy(() -> read(lab, "one"))
                .hasMessage("the host does not let backup in with our key")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.AUTH));
    }

    @Test
    void aDirectoryWithoutARepositoryIsNoEmptyOne() throws Exception {
        var lab = lab().with("//backups/restic", "//backups/nothing");

        assertThatThrownBy(() -> read(lab, "one"))
                .hasMessage("there is no restic repository")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(FailureClass.CONFIG));
    }

    @Test
    void noKeyIsLeftBehind() throws Exception {
        var dead = new ProcessBuilder("true").start();
        dead.onExit().join();
        var killed = Files.createDirectory(Path.of("/dev/shm/homelab-ssh-" + dead.pid() + "-killed"));
        Files.writeString(killed.resolve("key"), "of whoever was killed");

        resticItselfOpensItAndChangesNothing();

        assertThat(killed).doesNotExist();
        var mine = "homelab-ssh-" + ProcessHandle.current().pid() + "-*";
        try (var left = Files.newDirectoryStream(Path.of("/dev/shm"), mine)) {
            assertThat(left).isEmpty();
        }
    }
}
