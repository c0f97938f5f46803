package io.homelab.simulator.talos;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.Hardware;
import io.homelab.simulator.world.World;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A computer with one disk and Talos' ISO in its drive; it boots the disk when there is something on it. */
public final class Computer implements Hardware, Guest.Power {
    private final World world;
    private final int vmid;
    private final BootImage iso;
    private final @Nullable CloudInit drive;
    private final MemoryDisk disk = new MemoryDisk("scsi0", "/dev/sda");
    private volatile @Nullable Guest guest;

    public Computer(World world, int vmid, BootImage iso, @Nullable CloudInit drive) {
        this.world = world;
        this.vmid = vmid;
        this.iso = iso;
        this.drive = drive;
    }

    /** A computer with a static address from its cloud-init drive. */
    public static Computer at(World world, int vmid, int host) {
        var network = """
                version: 1
                config:
                - type: physical
                  name: eth0
                  mac_address: '%s'
                  subnets:
                  - type: static
                    address: '%s'
                    netmask: '255.255.255.0'
                """.formatted(mac(vmid), world.lan().host(host).getHostAddress());
        var drive = new CloudInit("instance-id: x\nlocal-hostname: vm-" + vmid + "\n", "#cloud-config\n", network);
        return new Computer(world, vmid, iso("v1.9.5"), drive);
    }

    public static BootImage iso(String version) {
        var schematic = "ce4c980550dd2ab1b17bbf2b08801c7eb59418eafe8f279833297925d67c7515";
        return new BootImage("talos", version, schematic, "nocloud", "amd64");
    }

    private static String mac(int vmid) {
        return "bc:24:11:00:%02x:%02x".formatted(vmid >> 8, vmid & 0xff);
    }

    /** Switches it on. */
    public void on() {
        guest = new TalosSystem()
                .boot(
                        world,
                        this,
                        disk.bootImage().orElse(iso),
                        disk.bootImage().isPresent(),
                        this);
    }

    public void cut() {
        var running = guest;
        guest = null;
        if (running != null) {
            running.powerCut();
        }
    }

    @Override
    public void reboot() {
        on();
    }

    @Override
    public void off() {
        guest = null;
    }

    public boolean isOn() {
        return guest != null;
    }

    MemoryDisk disk() {
        return disk;
    }

    @Override
    public int vmid() {
        return vmid;
    }

    @Override
    public String uuid() {
        return "6a1b2c3d-0000-4000-8000-%012d".formatted(vmid);
    }

    @Override
    public int cores() {
        return 4;
    }

    @Override
    public long memoryMiB() {
        return 8192;
    }

    @Override
    public List<Nic> nics() {
        return List.of(new Nic("net0", mac(vmid), "vmbr0", null));
    }

    @Override
    public List<Disk> disks() {
        return List.of(disk);
    }

    @Override
    public Optional<BootImage> cdrom() {
        return Optional.of(iso);
    }

    @Override
    public Optional<CloudInit> cloudInit() {
        return Optional.ofNullable(drive);
    }

    @Override
    public boolean agentChannel() {
        return true;
    }
}
