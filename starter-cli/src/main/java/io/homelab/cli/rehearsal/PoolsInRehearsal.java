package io.homelab.cli.rehearsal;

import io.homelab.cli.controlplane.ControlPlane;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A ZFS pool of the simulated hypervisor in the lab file, and what goes wrong with it. */
final class PoolsInRehearsal {
    private static final String POOL = "tank";
    private static final String DATASET = "tank/data";
    private static final String CONTROL = "/worlds/lab/zfs";
    private static final String KEY = "hypervisor-ssh-key";
    private static final int SICK_DISK = 1;

    private final ControlPlane controlPlane;
    private final EditedLab lab;

    PoolsInRehearsal(ControlPlane controlPlane) {
        this.controlPlane = controlPlane;
        this.lab = new EditedLab(controlPlane);
    }

    /** The words of a verification of the pool alone. */
    List<String> verify() {
        return List.of("backup", "verify", "--set", POOL);
    }

    /** Makes the pool, lets the worker look at its host, and fills the lab file; what there is now. */
    String prepare() throws IOException {
        var ssh = controlPlane
                .simulator()
                .call(
                        "POST",
                        CONTROL,
                        Map.of("name", POOL, "datasets", Map.of(DATASET, Map.of("hourly", 36, "daily", 30))));
        lab.keep(KEY, ssh.path("key").asString());
        lab.change(file -> {
            file.withObject("/hypervisor/ssh")
                    .put("host", ssh.path("host").asString())
                    .put("port", ssh.path("port").asInt())
                    .put("user", ssh.path("user").asString())
                    .put("hostKey", ssh.path("hostKey").asString())
                    .put("key", "age:" + KEY);
            file.withObject("/backups/pools")
                    .putObject(POOL)
                    .putObject("datasets")
                    .putObject(DATASET)
                    .put("hourly", "90m")
                    .put("daily", "28h");
        });
        return "a ZFS pool of two disks, and sanoid's snapshots of " + DATASET;
    }

    /** All that are played. */
    List<BackupFault> faults() {
        return List.of(
                new BackupFault(
                        "a disk of the ZFS pool fails",
                        Set.of("pool", "sanoid"),
                        () -> disk("FAULTED"),
                        () -> disk("ONLINE")),
                new BackupFault(
                        "nobody has taken ZFS snapshots for five hours",
                        Set.of("snapshots of " + DATASET, "sanoid"),
                        () -> sanoid(Map.of("stopped", "PT5H")),
                        () -> sanoid(Map.of("running", true))));
    }

    private void disk(String state) {
        controlPlane.simulator().call("PATCH", CONTROL + "/" + POOL, Map.of("disk", SICK_DISK, "state", state));
    }

    private void sanoid(Map<String, ?> order) {
        controlPlane.simulator().call("POST", CONTROL + "/sanoid", order);
    }
}
