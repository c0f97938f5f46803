package io.homelab.simulator.proxmox;

/** Lets a disk grow. */
final class Resize {
    private final Pve pve;

    Resize(Pve pve) {
        this.pve = pve;
    }

    void apply(VmDocument vm, String slot, String size) {
        var drive = vm.drive(slot).orElseThrow(() -> ApiFailure.died("disk '" + slot + "' does not exist"));
        if (drive.isCdrom()) {
            throw ApiFailure.died("you can't resize a cdrom");
        }
        var volume = pve.volumes.need(vm.node(), drive.file());
        var wanted = size.startsWith("+") ? volume.size() + Size.parse(size.substring(1)) : Size.parse(size);
        if (wanted < volume.size()) {
            throw ApiFailure.died("shrinking disks is not supported");
        }
        var storage = pve.storages.need(volume.storage());
        if (wanted - volume.size() > pve.storages.avail(vm.node(), storage)) {
            throw ApiFailure.died(
                    "unable to resize volume '" + volume.volid() + "': no space left on '" + storage.name() + "'");
        }
        var grown = volume.withSize(wanted);
        pve.volumes.put(grown);
        pve.vms.put(vm.with(slot, drive.onVolume(grown).spec().print()));
    }
}
