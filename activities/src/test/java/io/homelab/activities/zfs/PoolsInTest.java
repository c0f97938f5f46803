package io.homelab.activities.zfs;

import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxPools;
import io.homelab.activities.simulated.Attempts;
import io.homelab.activities.simulated.LabInTest;
import io.homelab.activities.simulated.Worlds;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.zfs.SshFace;
import io.homelab.workflows.backup.BackupCheck;
import io.homelab.workflows.backup.pool.PoolRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** A simulated host with the pool {@code tank}, and a lab file that wants something of it. */
final class PoolsInTest implements AutoCloseable {
    private static final long TIB = 1L << 40;

    final Lab world;
    final SshFace.Info ssh;
    private final Path directory;
    private final Worlds worlds;
    private final Attempts attempts = new Attempts();
    private int labs;
    private long begun;

    PoolsInTest(Path directory) throws IOException {
        this.directory = directory;
        worlds = new Worlds(directory.resolve("worlds"), List.of());
        world = worlds.create("lab", 1, 0.001);
        ssh = world.ssh().info();
        afresh();
    }

    /** Everything as it was in the beginning: a world costs seconds. */
    void afresh() throws IOException {
        Files.deleteIfExists(directory.resolve("lab-0/state/evidence/scrubs/tank.json"));
        world.pools().zone("UTC");
        world.pools().startSanoid();
        world.pools().make("tank", 10 * TIB, Map.of("tank/data", Map.of("hourly", 36, "daily", 30, "monthly", 6)));
        ZfsCommands.ALL.forEach(command -> world.pools().say(command, Optional.empty()));
        world.proxmox().backstage().privileges(List.of(), List.of("Sys.Audit"));
        world.world().faults().clear();
        begun = world.world().calls().last();
    }

    /** Beside the last lab file. */
    Path beside(String name) {
        return directory.resolve("lab-" + (labs - 1)).resolve(name);
    }

    /** The activities of a lab whose file is changed so. */
    Looks lab(Consumer<ObjectNode> change) throws IOException {
        var home = Files.createDirectories(directory.resolve("lab-" + labs++));
        Files.writeString(home.resolve("ssh-key"), ssh.key());
        var lab = LabInTest.in(home, world, 1000, file -> {
            ((ObjectNode) file.path("hypervisor"))
                    .putObject("ssh")
                    .put("host", ssh.host())
                    .put("port", ssh.port())
                    .put("hostKey", ssh.hostKey())
                    .put("key", "file:ssh-key");
            file.putObject("backups")
                    .putObject("pools")
                    .putObject("tank")
                    .putObject("datasets")
                    .putObject("tank/data")
                    .put("hourly", "90m")
                    .put("daily", "28h");
            change.accept(file);
        });
        var transports = new Transports(Gate.OPEN);
        var pools = new ProxmoxPools(new Hypervisors(lab.reader(), transports));
        return new Looks(
                new ZfsPoolActivities(lab.reader(), transports, pools, home.resolve("state"), () -> world.world()
                        .clock()
                        .now()),
                new PoolRef("tank", lab.snapshot()),
                attempts);
    }

    /** The only pool of a lab file. */
    static ObjectNode tank(ObjectNode file) {
        return (ObjectNode) file.at("/backups/pools/tank");
    }

    /** What the lab file says of SSH. */
    static ObjectNode access(ObjectNode file) {
        return (ObjectNode) file.at("/hypervisor/ssh");
    }

    /** Commands that the host has run. */
    List<String> commands() {
        return world.world().calls().since(begun).stream()
                .filter(call -> call.system().equals("ssh"))
                .map(call -> call.operation())
                .toList();
    }

    record Looks(ZfsPoolActivities activities, PoolRef ref, Attempts attempts) {
        List<BackupCheck> pool() {
            return attempts.once(() -> activities.pool(ref)).checks();
        }

        List<BackupCheck> snapshots() {
            return attempts.once(() -> activities.snapshots(ref)).checks();
        }
    }

    @Override
    public void close() {
        attempts.close();
        worlds.close();
    }
}
