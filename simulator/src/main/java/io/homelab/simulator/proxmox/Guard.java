package io.homelab.simulator.proxmox;

/** Checks that many calls share, in Proxmox's words. */
final class Guard {
    private Guard() {}

    static void unlocked(VmDocument vm) {
        vm.lock().ifPresent(lock -> {
            throw ApiFailure.died("VM is locked (" + lock + ")");
        });
    }

    static void unprotected(VmDocument vm, String what) {
        if (vm.is("protection")) {
            throw ApiFailure.died(what + " - protection mode enabled");
        }
    }
}
