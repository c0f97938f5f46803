package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Guest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machines that are switched on, with what runs on them. Needs the state's lock. */
final class Machines {
    private static final Logger log = LoggerFactory.getLogger(Machines.class);

    private final DiskWorld world;
    private final State state;
    private final Vms vms;
    private final Volumes volumes;
    private final Map<Integer, Running> running = new HashMap<>();
    private final AtomicLong boots = new AtomicLong();

    Machines(DiskWorld world, State state, Vms vms, Volumes volumes) {
        this.world = world;
        this.state = state;
        this.vms = vms;
        this.volumes = volumes;
    }

    boolean isOn(int vmid) {
        return running.containsKey(vmid);
    }

    Optional<Running> find(int vmid) {
        return Optional.ofNullable(running.get(vmid));
    }

    /** Switches on; pending changes hold from now. */
    void powerOn(int vmid) {
        var vm = vms.need(vmid).settled().withRunning(true);
        vms.put(vm);
        boot(vm, world.clock().now());
    }

    private void boot(VmDocument vm, Instant since) {
        var hardware = new VmHardware(vm, volumes, world.store());
        var number = boots.incrementAndGet();
        running.put(vm.vmid(), new Running(number, since, hardware, firmware(vm, hardware, number)));
    }

    /** Goes through the boot order; nothing bootable leaves the firmware idle. */
    private Optional<Guest> firmware(VmDocument vm, VmHardware hardware, long number) {
        for (var slot : BootOrder.of(vm)) {
            var image = hardware.bootable(slot);
            if (image.isEmpty()
                    || hardware.secureBoot() && !image.get().platform().endsWith("-secureboot")) {
                continue;
            }
            for (var system : world.systems()) {
                if (system.isOn(image.get())) {
                    log.debug("VM {} boots {} from {}", vm.vmid(), image.get(), slot);
                    return Optional.of(system.boot(
                            world, hardware, image.get(), !hardware.isCdrom(slot), new Buttons(vm.vmid(), number)));
                }
            }
        }
        return Optional.empty();
    }

    /** Switches off: the guest, if any, loses its power. */
    void powerOff(int vmid) {
        var machine = running.remove(vmid);
        vms.find(vmid).ifPresent(vm -> vms.put(vm.settled().withRunning(false)));
        if (machine != null) {
            cut(machine);
        }
    }

    /** A guest switched itself off; nothing happens when the machine has been booted again since. */
    void wentDown(int vmid, long number) {
        if (find(vmid).filter(machine -> machine.number() == number).isPresent()) {
            running.remove(vmid);
            vms.find(vmid).ifPresent(vm -> vms.put(vm.settled().withRunning(false)));
        }
    }

    /** The reset button: pending changes go on waiting. */
    void reset(int vmid) {
        var machine = running.get(vmid);
        if (machine != null) {
            cut(machine);
            boot(vms.need(vmid), machine.since());
        }
    }

    private void cut(Running machine) {
        // Not under the lock: a guest may be waiting for it with one of its own threads.
        machine.guest().ifPresent(guest -> world.physics().later(Duration.ZERO, guest::powerCut));
    }

    /** The power of these nodes goes: every guest on them stops at once. */
    List<Integer> powerCut(List<String> nodes) {
        var hit = running.keySet().stream()
                .filter(vmid ->
                        vms.find(vmid).filter(vm -> nodes.contains(vm.node())).isPresent())
                .sorted()
                .toList();
        hit.forEach(this::powerOff);
        return hit;
    }

    /** Stops the guests of a world that closes; what the store says of them stays. */
    void abandon() {
        running.values().forEach(machine -> machine.guest().ifPresent(Guest::powerCut));
        running.clear();
    }

    /**
     * A machine that is on.
     *
     * @param number which boot this is: what an earlier guest still asks for is ignored
     */
    record Running(long number, Instant since, VmHardware hardware, Optional<Guest> guest) {
        boolean agentAnswers() {
            return hardware.agentChannel() && guest.filter(Guest::agentAnswers).isPresent();
        }
    }

    private final class Buttons implements Guest.Power {
        private final int vmid;
        private final long number;

        Buttons(int vmid, long number) {
            this.vmid = vmid;
            this.number = number;
        }

        @Override
        public void reboot() {
            state.locked(() -> current().ifPresent(machine -> boot(vms.need(vmid), machine.since())));
        }

        @Override
        public void off() {
            state.locked(() -> wentDown(vmid, number));
        }

        private Optional<Running> current() {
            return find(vmid).filter(machine -> machine.number() == number);
        }
    }
}
