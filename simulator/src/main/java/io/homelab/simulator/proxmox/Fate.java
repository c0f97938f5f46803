package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Faults.Fault;
import io.homelab.simulator.world.Faults.Kind;
import java.util.Optional;

/** What a fault has in store for the task that a call launches. */
record Fate(boolean fails, boolean vanishes, String message) {
    static final Fate GOOD = new Fate(false, false, "");

    static Fate of(Optional<Fault> fault) {
        return fault.map(
                        met -> new Fate(met.kind() == Kind.TASK_FAILS, met.kind() == Kind.TASK_VANISHES, met.message()))
                .orElse(GOOD);
    }
}
