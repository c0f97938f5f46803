package io.homelab.activities.zfs;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Ssh;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.util.List;

/**
 * The only commands that are ever run on a hypervisor, word for word: nothing of the lab file is in them. A host that lets our
 * key run {@code homelab-probe} alone knows these and no others (docs/process/snapshots.md).
 */
final class ZfsCommands {
    static final String DATASETS = "zfs list -Hp -t filesystem,volume -o name";
    static final String SNAPSHOTS = "zfs list -Hp -t snapshot -o name,creation";
    static final String SANOID_SNAPSHOTS = "sanoid --monitor-snapshots";
    static final String SANOID_HEALTH = "sanoid --monitor-health";

    static final List<String> ALL = List.of(DATASETS, SNAPSHOTS, SANOID_SNAPSHOTS, SANOID_HEALTH);

    /** Of a host with tens of thousands of snapshots. */
    private static final int MOST = 16 << 20;

    /** Four of them stay below start-to-close of who asks. */
    private static final Duration LIMIT = Duration.ofSeconds(25);

    private static final int NOT_FOUND = 127;
    private static final int LINES = 300;

    private final Ssh ssh;

    ZfsCommands(Ssh ssh) {
        this.ssh = ssh;
    }

    /** The names of all datasets of the host. */
    List<String> datasets() {
        return listed(DATASETS).lines().toList();
    }

    /** All snapshots of the host. */
    List<ZfsSnapshot> snapshots() {
        return listed(SNAPSHOTS).lines().map(ZfsCommands::snapshot).toList();
    }

    /** What sanoid says; its exit code is part of that. */
    Ssh.Ended sanoid(String command) {
        var ended = run(command);
        if (ended.code() == NOT_FOUND) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "there is no sanoid on the host",
                    command,
                    "apt install sanoid there; or set sanoid: false of the pool in lab.yaml");
        }
        return ended;
    }

    private static ZfsSnapshot snapshot(String line) {
        return ZfsSnapshot.of(line)
                .orElseThrow(() -> new Problem(
                        FailureClass.BUG,
                        "zfs says what is no list of snapshots: " + line.substring(0, Math.min(LINES, line.length())),
                        SNAPSHOTS,
                        "run it on the host as the user of hypervisor.ssh"));
    }

    private String listed(String command) {
        var ended = run(command);
        if (ended.code() != 0) {
            var said = ended.err().strip();
            throw new Problem(
                    FailureClass.CONFIG,
                    "zfs ends with " + ended.code()
                            + (said.isEmpty() ? "" : ": " + said.substring(0, Math.min(LINES, said.length()))),
                    command,
                    "run it on the host as the user of hypervisor.ssh; homelab-probe must let it through");
        }
        return ended.out();
    }

    private Ssh.Ended run(String command) {
        return ssh.run(command, MOST, LIMIT, () -> Await.beat(command));
    }
}
