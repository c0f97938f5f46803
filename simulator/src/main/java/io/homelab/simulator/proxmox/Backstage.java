package io.homelab.simulator.proxmox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a lab without any API call: other people's machines, drift, dead nodes, power cuts. */
public final class Backstage {
    /** Real time: far longer than any worker takes here. */
    private static final Duration WORKERS = Duration.ofSeconds(30);

    private final Pve pve;
    private final Caller system;

    Backstage(Pve pve, Caller system) {
        this.pve = pve;
        this.system = system;
    }

    /** Puts a machine there that no client made; disks given as {@code STORAGE:GIB} are allocated. */
    public void plant(int vmid, String node, Map<String, String> config, boolean running) {
        pve.state.locked(() -> {
            pve.nodes.need(node);
            if (pve.vms.find(vmid).isPresent()) {
                throw ApiFailure.died("VM " + vmid + " exists");
            }
            var vm = VmDocument.locked(vmid, node, "create", null);
            var made = vm.with(pve.disks.create(vm, Settled.of(config)));
            pve.vms.put(made.with(Settled.withDefaults(made, pve.state.seconds())));
            if (running) {
                pve.machines.powerOn(vmid);
            }
        });
    }

    /** Every machine as it is now. */
    public List<Machine> machines() {
        return pve.state.locked(() -> pve.vms.all().stream()
                .map(vm -> new Machine(vm.vmid(), vm.node(), vm.config(), pve.machines.isOn(vm.vmid()), vm.pool()))
                .toList());
    }

    /** A machine with its whole configuration; the pool is null outside of any. */
    public record Machine(
            int vmid,
            String node,
            Map<String, String> config,
            boolean running,
            @Nullable String pool) {}

    /** Whether a worker is busy with that machine. */
    public boolean busy(int vmid) {
        return pve.state.locked(() -> pve.tasks.busy(vmid));
    }

    /** Destroys a machine by hand with its disks, when no worker is busy with it; whether it was there. */
    public boolean remove(int vmid) {
        return pve.state.locked(() -> {
            if (!pve.state.await(() -> !pve.tasks.busy(vmid), WORKERS)) {
                throw new IllegalStateException("a worker is busy with " + vmid + " for ever");
            }
            var vm = pve.vms.find(vmid);
            vm.ifPresent(there -> {
                pve.machines.powerOff(vmid);
                pve.disks.of(there).forEach(pve.volumes::remove);
                pve.vms.remove(vmid);
            });
            return vm.isPresent();
        });
    }

    /** Deletes volumes of a kind by hand, such as {@code iso}. */
    public void discard(String content) {
        pve.state.locked(() -> pve.volumes.all().stream()
                .filter(volume -> volume.content().equals(content))
                .toList()
                .forEach(pve.volumes::remove));
    }

    /** Makes a pool and takes from the orchestrator every right to change machines outside of it. */
    public void confine(String pool) {
        pve.state.locked(() -> {
            pve.hardwired.pools().put(pool, "");
            pve.access.confine(pool);
        });
    }

    /** Takes a machine out of its pool, if it is in one. */
    public void takeOutOfPool(int vmid) {
        pve.state.locked(() -> pve.vms.put(pve.vms.need(vmid).inPool(null)));
    }

    /** Moves a machine to another node, running or not. */
    public void move(int vmid, String node) {
        pve.state.locked(() -> new Migration(pve).move(vmid, node));
    }

    /** Changes a configuration directly; a null value removes the option. Running machines take it up at once. */
    public void drift(int vmid, Map<String, String> set, List<String> remove) {
        pve.state.locked(() -> {
            var vm = pve.vms.need(vmid);
            for (var key : remove) {
                vm = vm.without(key);
            }
            for (var each : set.entrySet()) {
                vm = vm.with(each.getKey(), each.getValue());
            }
            pve.vms.put(vm);
        });
    }

    /** Switches a machine on or off, as by its console. */
    public void power(int vmid, boolean on) {
        pve.state.locked(() -> {
            pve.vms.need(vmid);
            if (on && !pve.machines.isOn(vmid)) {
                pve.machines.powerOn(vmid);
            } else if (!on) {
                pve.machines.powerOff(vmid);
            }
        });
    }

    /** Empties the disks of a machine that is off, as a person with a rescue system does. */
    public void blank(int vmid) {
        pve.state.locked(() -> {
            if (pve.machines.isOn(vmid)) {
                throw new IllegalStateException("VM " + vmid + " is running");
            }
            pve.disks
                    .of(pve.vms.need(vmid))
                    .forEach(volume -> pve.volumes.disk(volume).wipe());
        });
    }

    /** The node of a machine, or a node by name, dies. */
    public void die(String node) {
        pve.state.locked(() -> {
            pve.nodes.die(node);
            pve.machines.powerCut(List.of(node));
            pve.tasks.vanish(List.of(node));
        });
    }

    /** A dead node is back; what is to start with it starts. */
    public void heal(String node) {
        pve.state.locked(() -> {
            pve.nodes.heal(node);
            startOnBoot(List.of(node));
        });
    }

    /** What there is, for verdicts. */
    public Inventory inventory() {
        return pve.state.locked(() -> new Inventory(
                pve.vms.all().stream()
                        .map(vm -> new Inventory.Machine(vm.vmid(), vm.node(), vm.name(), pve.machines.isOn(vm.vmid())))
                        .toList(),
                pve.volumes.all().stream()
                        .map(volume ->
                                new Inventory.Volume(volume.volid(), volume.node(), volume.content(), volume.vmid()))
                        .toList(),
                pve.tasks.all().stream()
                        .filter(TaskDocument::running)
                        .map(TaskDocument::upid)
                        .toList(),
                pve.volumes.strays()));
    }

    /** The node that a machine is on. */
    public String nodeOf(int vmid) {
        return pve.state.locked(() -> pve.vms.need(vmid).node());
    }

    /** The power of the whole lab goes and comes back. */
    public void powerCut() {
        pve.state.locked(() -> {
            pve.machines.powerCut(pve.nodes.names());
            pve.tasks.vanish(pve.nodes.names());
            pve.flocks.clear();
        });
        pve.world.physics().later(Duration.ZERO, () -> pve.state.locked(() -> startOnBoot(pve.nodes.alive())));
    }

    private void startOnBoot(List<String> nodes) {
        pve.vms.all().stream()
                .filter(vm -> nodes.contains(vm.node()) && vm.is("onboot") && !pve.machines.isOn(vm.vmid()))
                .forEach(vm -> new Power(pve).start(vm, system, Fate.GOOD));
    }

    /** Bounds what is free on a storage; negative lifts the bound. */
    public void avail(String storage, long bytes) {
        pve.state.locked(() -> pve.storages.put(pve.storages.need(storage).withAvailAtMost(bytes)));
    }

    /** Switches a storage off or on. */
    public void enable(String storage, boolean on) {
        pve.state.locked(() -> pve.storages.find(storage).ifPresent(found -> pve.storages.put(found.withEnabled(on))));
    }

    /** Takes privileges out of the orchestrator's role, and puts privileges into it. */
    public void privileges(List<String> revoke, List<String> grant) {
        pve.state.locked(() -> {
            revoke.forEach(privilege -> pve.access.change(Access.ROLE, privilege, false));
            grant.forEach(privilege -> pve.access.change(Access.ROLE, privilege, true));
        });
    }

    /** Puts a file into a storage that the API takes no upload of, such as a snippet. */
    public void snippet(String node, String storage, String name, String text) {
        var file = pve.volumes.fresh(UUID.randomUUID().toString());
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pve.state.locked(() -> new Arrival(pve, node, pve.storages.need(storage), "snippets", name).settle(file));
    }

    /** The lock of a machine's configuration, as another's backup would hold it; empty takes it away. */
    public void lock(int vmid, String lock) {
        pve.state.locked(() -> {
            var vm = pve.vms.need(vmid);
            pve.vms.put(lock.isEmpty() ? vm.without("lock") : vm.with("lock", lock));
        });
    }
}
