package io.homelab.simulator.talos.config;

import io.homelab.simulator.world.Hardware;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which disk a configuration installs to. */
public final class InstallDisk {
    private InstallDisk() {}

    public static Optional<Hardware.Disk> of(MachineConfig config, Hardware hardware) {
        var selector = config.at("machine.install.diskSelector");
        if (!selector.isMissingNode()) {
            return hardware.disks().stream()
                    .filter(disk -> large(selector, disk))
                    .min(Comparator.comparing(Hardware.Disk::device));
        }
        var named = config.text("machine.install.disk");
        return hardware.disks().stream()
                .filter(disk -> disk.device().equals(named))
                .findFirst();
    }

    private static boolean large(JsonNode selector, Hardware.Disk disk) {
        var size = selector.path("size").asString("").replaceAll("\\s", "");
        if (!size.startsWith(">=")) {
            return true;
        }
        var number = Long.parseLong(size.substring(2).replaceAll("[^0-9]", ""));
        var unit = size.endsWith("TB") ? 1_000_000_000_000L : size.endsWith("GB") ? 1_000_000_000L : 1L;
        return disk.sizeBytes() >= number * unit;
    }
}
