package io.homelab.simulator.proxmox;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Proxmox's lock files: whoever comes second waits ten seconds, then fails. Needs the state's lock. */
final class Flocks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final State state;
    private final Set<String> held = new HashSet<>();

    Flocks(State state) {
        this.state = state;
    }

    static String ofVm(int vmid) {
        return "/var/lock/qemu-server/lock-" + vmid + ".conf";
    }

    static String ofStorage(String storage) {
        return "/var/lock/pve-manager/pve-storage-" + storage;
    }

    void take(String file) {
        if (!state.await(() -> !held.contains(file), state.scaled(PATIENCE))) {
            throw ApiFailure.died("can't lock file '" + file + "' - got timeout");
        }
        held.add(file);
    }

    void release(String file) {
        held.remove(file);
    }

    /** Every holder died. */
    void clear() {
        held.clear();
    }
}
