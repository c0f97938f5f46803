package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.List;

/** Which devices the firmware tries, in order. */
final class BootOrder {
    private BootOrder() {}

    static List<String> of(VmDocument vm) {
        var order = vm.option("boot").flatMap(text -> OptionString.parse(text).option("order"));
        if (order.isPresent()) {
            return List.of(order.get().split(";")).stream()
                    .filter(device -> !device.isBlank())
                    .toList();
        }
        return standard(vm);
    }

    /** Proxmox's own default: the first disk, the first CD-ROM, the first card. */
    static List<String> standard(VmDocument vm) {
        var devices = new ArrayList<String>();
        vm.drives().stream().filter(Drive::isHardDisk).findFirst().ifPresent(drive -> devices.add(drive.slot()));
        vm.drives().stream().filter(Drive::isCdrom).findFirst().ifPresent(drive -> devices.add(drive.slot()));
        vm.config().keySet().stream()
                .filter(key -> key.matches("net\\d+"))
                .findFirst()
                .ifPresent(devices::add);
        return devices;
    }
}
