package io.homelab.simulator.proxmox;

import java.util.Optional;
import java.util.regex.Pattern;

/** A drive of a configuration, such as {@code scsi0=local-lvm:vm-100-disk-0,size=50G}. */
record Drive(String slot, OptionString spec) {
    private static final Pattern SLOT =
            Pattern.compile("(ide[0-3]|sata[0-5]|scsi([12]?\\d|30)|virtio(\\d|1[0-5])|efidisk0|tpmstate0|unused\\d+)");
    private static final Pattern NEW = Pattern.compile("([^:/\\s]+):(\\d+(\\.\\d+)?)");

    static boolean isSlot(String key) {
        return SLOT.matcher(key).matches();
    }

    static Drive of(String slot, String value) {
        var spec = OptionString.parse(value);
        var file = spec.head().isEmpty()
                ? spec.option("file").or(() -> spec.option("volume")).orElse("")
                : spec.head();
        if (file.isEmpty()) {
            throw ApiFailure.invalid(
                    slot, "invalid format - format error\nfile: property is missing and it is not optional\n");
        }
        return new Drive(slot, spec.withHead(file).without("file").without("volume"));
    }

    String file() {
        return spec.head();
    }

    boolean isCdrom() {
        return spec.option("media").filter("cdrom"::equals).isPresent();
    }

    boolean isCloudInit() {
        return file().endsWith(":cloudinit") || file().contains("-cloudinit");
    }

    boolean isEmptyDrive() {
        return file().equals("none") || file().equals("cdrom");
    }

    /** A disk that a guest can see, not firmware variables and not detached. */
    boolean isHardDisk() {
        return !isCdrom()
                && !isCloudInit()
                && !slot.startsWith("efidisk")
                && !slot.startsWith("tpmstate")
                && !slot.startsWith("unused");
    }

    /** {@code STORAGE:GIB}: a volume that is to be allocated. */
    Optional<Double> newSize() {
        var match = NEW.matcher(file());
        return match.matches() ? Optional.of(Double.parseDouble(match.group(2))) : Optional.empty();
    }

    Optional<String> storage() {
        var colon = file().indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(file().substring(0, colon));
    }

    Drive onVolume(VolumeDocument volume) {
        return new Drive(slot, spec.withHead(volume.volid()).with("size", Size.print(volume.size())));
    }
}
