package io.homelab.simulator.proxmox;

/** Moves a machine with its disks to another node; a running guest does not notice. */
final class Migration {
    private final Pve pve;

    Migration(Pve pve) {
        this.pve = pve;
    }

    void move(int vmid, String target) {
        var vm = pve.vms.need(vmid);
        pve.disks.of(vm).stream()
                .filter(volume -> !volume.node().isEmpty())
                .forEach(volume -> pve.volumes.move(volume, volume.on(target)));
        pve.vms.put(vm.onNode(target));
    }
}
