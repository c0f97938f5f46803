package io.homelab.activities.proxmox;

import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.proxmox.Backstage.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Machines that are not ours, as their owners left them. */
final class Strangers {
    private final Lab lab;
    private final Map<Integer, Left> left = new TreeMap<>();

    Strangers(Lab lab) {
        this.lab = lab;
    }

    /** How a machine was left, and the newest call of that moment. */
    private record Left(Machine machine, long call) {}

    /** From now on nobody but its owner changes this machine. */
    void left(int vmid) {
        left.put(vmid, new Left(Objects.requireNonNull(now().get(vmid)), lastCall()));
    }

    /** Its owner changed it, or it is a stranger's no more. */
    void forget(int vmid) {
        left.remove(vmid);
    }

    boolean has(int vmid) {
        return left.containsKey(vmid);
    }

    List<Integer> all() {
        return List.copyOf(left.keySet());
    }

    /** Machines of the lab that are no strangers'. */
    List<Machine> others() {
        return now().values().stream().filter(machine -> !has(machine.vmid())).toList();
    }

    /** What was done to strangers; empty when nothing was. */
    List<String> harm() {
        var harm = new ArrayList<String>();
        var machines = now();
        left.forEach((vmid, was) -> {
            var is = Optional.ofNullable(machines.get(vmid));
            if (!is.equals(Optional.of(was.machine()))) {
                harm.add("machine " + vmid + " of a stranger "
                        + is.map(now -> "was changed: " + difference(was.machine(), now))
                                .orElse("is gone"));
            }
            lab.world().calls().since(was.call()).stream()
                    .filter(call ->
                            call.mutating() && call.committed() && call.target().equals(vmid.toString()))
                    .forEach(call -> harm.add("call " + call.number() + ": " + call.operation() + " " + call.target()
                            + " was carried out on a stranger's machine"));
        });
        return harm;
    }

    private static String difference(Machine was, Machine is) {
        var keys = new TreeSet<>(was.config().keySet());
        keys.addAll(is.config().keySet());
        return keys.stream()
                        .filter(key -> !Objects.equals(
                                was.config().get(key), is.config().get(key)))
                        .map(key -> key + " " + was.config().get(key) + " → "
                                + is.config().get(key))
                        .collect(Collectors.joining(", "))
                + (was.running() == is.running() ? "" : is.running() ? ", was started" : ", was stopped")
                + (was.node().equals(is.node()) ? "" : ", moved to " + is.node());
    }

    private Map<Integer, Machine> now() {
        return lab.proxmox().backstage().machines().stream()
                .collect(Collectors.toMap(Machine::vmid, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    private long lastCall() {
        return lab.world().calls().last();
    }
}
