package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.config.ConfigRefused;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.world.Hardware;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/** The disk that Talos is installed on, by its partitions. */
public final class SystemDisk {
    static final String CONFIG = "STATE/config.yaml";
    static final String STAGED = "STATE/config-staged.yaml";
    private static final String ETCD = "EPHEMERAL/etcd/member";
    private static final String META = "META/";

    private final Hardware.Disk disk;

    SystemDisk(Hardware.Disk disk) {
        this.disk = disk;
    }

    static Optional<SystemDisk> find(Hardware hardware) {
        return hardware.disks().stream()
                .filter(disk ->
                        disk.bootImage().filter(i -> i.system().equals("talos")).isPresent())
                .findFirst()
                .map(SystemDisk::new);
    }

    public String device() {
        return disk.device();
    }

    public long sizeBytes() {
        return disk.sizeBytes();
    }

    Hardware.Disk disk() {
        return disk;
    }

    /** The configuration of the next boot: a staged one replaces the old. */
    Optional<MachineConfig> config() throws ConfigRefused {
        var staged = disk.read(STAGED);
        if (staged.isPresent()) {
            disk.write(CONFIG, staged.get());
            disk.delete(STAGED);
        }
        var stored = disk.read(CONFIG);
        return stored.isPresent() ? Optional.of(MachineConfig.parse(stored.get())) : Optional.empty();
    }

    void store(MachineConfig config) {
        disk.write(CONFIG, config.source());
    }

    void stage(MachineConfig config) {
        disk.write(STAGED, config.source());
    }

    /** The etcd cluster and the member whose data lies here. */
    Optional<EtcdData> etcd() {
        return disk.read(ETCD).map(bytes -> {
            var parts = new String(bytes, StandardCharsets.US_ASCII).split(" ", -1);
            return new EtcdData(parts[0], Long.parseUnsignedLong(parts[1], 16));
        });
    }

    void etcd(EtcdData data) {
        disk.write(ETCD, (data.cluster() + " " + Long.toHexString(data.member())).getBytes(StandardCharsets.US_ASCII));
    }

    void forgetEtcd() {
        disk.delete(ETCD);
    }

    void wipe(String partition) {
        disk.files(partition + "/").forEach(disk::delete);
    }

    public void meta(int key, byte[] value) {
        disk.write(META + key, value);
    }

    public boolean forgetMeta(int key) {
        var there = disk.read(META + key).isPresent();
        disk.delete(META + key);
        return there;
    }

    /** The keys of META and their values. */
    public TreeMap<Integer, String> meta() {
        var values = new TreeMap<Integer, String>();
        for (var file : disk.files(META)) {
            disk.read(file)
                    .ifPresent(value -> values.put(
                            Integer.parseInt(file.substring(META.length())),
                            new String(value, StandardCharsets.UTF_8)));
        }
        return values;
    }

    /** Whose etcd data it is. */
    record EtcdData(String cluster, long member) {}
}
