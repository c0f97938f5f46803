package io.homelab.simulator.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The host as OpenSSH meets it; and its sanoid beside the real one, which is given the same ZFS. */
@Timeout(120)
class ForeignClientsTest {
    @TempDir
    Path directory;

    private HostInTest host;

    @BeforeEach
    void open() throws IOException {
        host = new HostInTest(directory);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void openSshComesInWithTheKeyAndOnlyWithIt() throws Exception {
        var info = host.lab.ssh().info();

        var said = host.ssh(info.key(), info.hostKey(), "zfs list -Hp -t filesystem,volume -o name");
        assertThat(said).isEqualTo(new HostInTest.Said(0, "tank\ntank/data\n"));
        assertThat(host.ssh(info.key(), info.hostKey(), "rm -rf /").code()).isEqualTo(127);

        var other = PublicKeyEntry.toString(
                KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256).getPublic());
        assertThat(host.ssh(info.key(), other, "zfs list").out()).contains("Host key verification failed");
    }

    @Test
    void theRealSanoidSaysTheSameOfWhatIsWell() throws Exception {
        assertSame();
        assertThat(host.host("sanoid --monitor-snapshots").out())
                .isEqualTo("OK: all monitored datasets (tank/data) have fresh snapshots\n");
    }

    @Test
    void theRealSanoidSaysTheSameOfSnapshotsThatStopped() throws Exception {
        for (var ago : List.of("PT3H", "PT30H", "P50D")) {
            host.lab.pools().stopSanoid(Duration.parse(ago));

            assertSame();
        }
    }

    @Test
    void theRealSanoidSaysTheSameOfSickDisks() throws Exception {
        host.lab.pools().change("tank", pool -> {
            var change = new PoolChanges(pool, host.lab.pools());
            change.disk(1, "FAULTED", null, null, null, "too many errors");
            return change.pool();
        });
        assertSame();
    }

    /** Both count seconds, so that ages are compared without them. */
    private void assertSame() throws IOException, InterruptedException {
        for (var question : List.of("--monitor-snapshots", "--monitor-health")) {
            var ours = host.host("sanoid " + question);
            var real = probed("sanoid " + question);

            assertThat(seconds(real.out())).as(question).isEqualTo(seconds(ours.out()));
            assertThat(real.code()).as(question + ours).isEqualTo(ours.code());
        }
        assertThat(probed("zfs list -Hp -t snapshot -o name,creation").out())
                .isEqualTo(
                        host.host("zfs list -Hp -t snapshot -o name,creation").out());
        assertThat(probed("zfs destroy tank").code()).isEqualTo(126);
    }

    private static String seconds(String text) {
        return text.replaceAll(" \\d+m \\d+s", " …").replaceAll(" +\n", "\n");
    }

    /** The forced command that people install, with the real sanoid, and with a zfs and a zpool that repeat the simulated ones. */
    private HostInTest.Said probed(String command) throws IOException, InterruptedException {
        var tools = Files.createDirectories(directory.resolve("bin"));
        script(tools, "zfs", List.of("get -Hrpt snapshot creation", "list -Hp -t snapshot -o name,creation"));
        script(tools, "zpool", List.of("list -o name,size,cap,health,free tank", "status tank"));
        var sanoid = Sanoid.of(
                directory,
                "[tank/data]\n  use_template = data\n[template_data]\n"
                        + "  hourly = 36\n  daily = 30\n  monthly = 0\n");
        executable(
                tools.resolve("sanoid"),
                "#!/bin/sh\nexec perl " + sanoid.script() + " \"$@\" --configdir " + sanoid.configuration() + "\n");
        var probe = Files.readString(Path.of("..", "hypervisor", "homelab-probe"))
                .replaceFirst("\nPATH=.*\n", "\nPATH=" + tools + ":/usr/bin:/bin\n");
        executable(directory.resolve("homelab-probe"), probe);
        return host.run(
                Map.of("SSH_ORIGINAL_COMMAND", command, "PERL5LIB", sanoid.libraries()),
                List.of(directory.resolve("homelab-probe").toString()));
    }

    private void script(Path tools, String name, List<String> questions) throws IOException {
        var script = new StringBuilder("#!/bin/sh\ncase \"$*\" in\n");
        for (var question : questions) {
            var answer = Files.writeString(
                    tools.resolve(name + questions.indexOf(question) + ".txt"),
                    host.host(name + " " + question).out());
            script.append("'").append(question).append("') cat ").append(answer).append(" ;;\n");
        }
        executable(tools.resolve(name), script + "*) exit 2 ;;\nesac\n");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
