package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.BootImage;
import io.homelab.simulator.world.Hardware;
import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The machine as its configuration was when it was switched on. */
final class VmHardware implements Hardware {
    private final VmDocument vm;
    private final Volumes volumes;
    private final Store store;
    private final List<Disk> disks;

    VmHardware(VmDocument vm, Volumes volumes, Store store) {
        this.vm = vm;
        this.volumes = volumes;
        this.store = store;
        this.disks = inBootOrder();
    }

    private List<Disk> inBootOrder() {
        var all = new ArrayList<Disk>();
        int scsi = 0;
        int virtio = 0;
        for (var drive : vm.drives().stream()
                .sorted(Comparator.comparing((Drive each) -> bus(each.slot()))
                        .thenComparing(each -> Integer.parseInt(each.slot().replaceAll("\\D", ""))))
                .filter(Drive::isHardDisk)
                .toList()) {
            var volume = volumes.find(vm.node(), drive.file());
            if (volume.isPresent()) {
                var device = drive.slot().startsWith("virtio")
                        ? "/dev/vd" + (char) ('a' + virtio++)
                        : "/dev/sd" + (char) ('a' + scsi++);
                all.add(new VolumeDisk(
                        store,
                        volume.get().key(),
                        drive.slot(),
                        device,
                        volume.get().size()));
            }
        }
        var order = BootOrder.of(vm);
        all.sort(Comparator.comparingInt(
                disk -> order.contains(disk.slot()) ? order.indexOf(disk.slot()) : Integer.MAX_VALUE));
        return List.copyOf(all);
    }

    private static String bus(String slot) {
        return slot.replaceAll("\\d", "");
    }

    @Override
    public int vmid() {
        return vm.vmid();
    }

    @Override
    public String uuid() {
        return vm.option("smbios1")
                .flatMap(text -> OptionString.parse(text).option("uuid"))
                .orElse("00000000-0000-0000-0000-%012d".formatted(vm.vmid()))
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public int cores() {
        return number("cores", 1) * number("sockets", 1);
    }

    @Override
    public long memoryMiB() {
        return VmFacts.memoryMiB(vm);
    }

    private int number(String key, int otherwise) {
        return vm.option(key).map(Integer::parseInt).orElse(otherwise);
    }

    @Override
    public List<Nic> nics() {
        var nics = new ArrayList<Nic>();
        new TreeMap<>(vm.config()).forEach((key, value) -> {
            if (key.matches("net\\d+")) {
                var card = NetworkCard.of(key, value);
                var unplugged = card.spec().is("link_down") || card.bridge().isEmpty();
                if (!unplugged) {
                    nics.add(new Nic(
                            "eth" + nics.size(),
                            card.mac(),
                            card.bridge().get(),
                            card.vlan().orElse(null)));
                }
            }
        });
        return List.copyOf(nics);
    }

    @Override
    public List<Disk> disks() {
        return disks;
    }

    @Override
    public Optional<BootImage> cdrom() {
        return vm.drives().stream()
                .filter(Drive::isCdrom)
                .flatMap(drive -> image(drive).stream())
                .findFirst();
    }

    /** What boots from this slot, be it a disk or a CD-ROM drive. */
    Optional<BootImage> bootable(String slot) {
        return vm.drive(slot).flatMap(this::image);
    }

    boolean isCdrom(String slot) {
        return vm.drive(slot).filter(Drive::isCdrom).isPresent();
    }

    private Optional<BootImage> image(Drive drive) {
        return volumes.find(vm.node(), drive.file()).flatMap(volumes::image);
    }

    /** Microsoft's keys are enrolled, so the firmware refuses what is not signed. */
    boolean secureBoot() {
        return vm.option("bios").filter("ovmf"::equals).isPresent()
                && vm.drive("efidisk0")
                        .filter(drive -> drive.spec().is("pre-enrolled-keys"))
                        .isPresent();
    }

    @Override
    public Optional<CloudInit> cloudInit() {
        var attached = vm.drives().stream().anyMatch(drive -> drive.isCdrom() && drive.isCloudInit());
        return attached ? Optional.of(cloudInitDrive().content()) : Optional.empty();
    }

    CloudInitDrive cloudInitDrive() {
        return new CloudInitDrive(vm, volid -> volumes.find(vm.node(), volid)
                .flatMap(volumes::file)
                .map(file -> new String(Volumes.bytes(file), StandardCharsets.UTF_8))
                .orElse(""));
    }

    @Override
    public boolean agentChannel() {
        return VmFacts.agent(vm);
    }
}
