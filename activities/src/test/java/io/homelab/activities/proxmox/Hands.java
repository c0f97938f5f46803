package io.homelab.activities.proxmox;

import io.homelab.activities.proxmox.History.Hand;
import io.homelab.simulator.lab.Lab;
import io.homelab.simulator.proxmox.Backstage;
import io.homelab.simulator.proxmox.Backstage.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** People who work in the same Proxmox cluster. */
final class Hands {
    /** The numbers that we would take, and some around them. */
    private static final List<Integer> NUMBERS = List.of(199, 200, 201, 202, 210, 211, 212, 213);

    private static final List<String> NAMES = List.of("dev-1", "prod-cp-1", "prod-worker-1", "nas");

    private final Backstage backstage;
    private final List<String> nodes;
    private final Strangers strangers;

    Hands(Lab lab, Strangers strangers) {
        this.backstage = lab.proxmox().backstage();
        this.nodes = lab.info().proxmox().nodes();
        this.strangers = strangers;
    }

    void act(Hand hand, RandomGenerator random) {
        var ours = any(strangers.others(), random);
        switch (hand) {
            case RECYCLE -> ours.ifPresent(machine -> recycle(machine, random));
            case DESTROY -> ours.ifPresent(machine -> backstage.remove(machine.vmid()));
            case STRANGER -> free(random).ifPresent(vmid -> plant(vmid, lookalike(random), random));
            case CLONE ->
                ours.ifPresent(machine -> free(random).ifPresent(vmid -> plant(vmid, clone(machine), random)));
            case UNTAG ->
                ours.filter(machine -> !backstage.busy(machine.vmid()))
                        .ifPresent(machine -> whileItIsThere(machine.vmid(), () -> {
                            backstage.takeOutOfPool(machine.vmid());
                            backstage.drift(machine.vmid(), Map.of(), List.of("tags"));
                            strangers.left(machine.vmid());
                        }));
            case MIGRATE -> anybody(random, vmid -> backstage.move(vmid, node(random)));
            case POWER -> anybody(random, vmid -> backstage.power(vmid, random.nextBoolean()));
            case EDIT ->
                anybody(
                        random,
                        vmid -> backstage.drift(
                                vmid,
                                Map.of("cores", "3", "onboot", "0", "name", "edited-" + random.nextInt(9)),
                                List.of()));
            case TEMPLATE ->
                any(strangers.all(), random).ifPresent(vmid -> {
                    backstage.drift(vmid, Map.of("template", "1"), List.of());
                    strangers.left(vmid);
                });
            case LOCK -> anybody(random, vmid -> backstage.lock(vmid, "backup"));
        }
    }

    /** Whoever works on a machine comes to an end. */
    void unlock() {
        for (var machine : backstage.machines()) {
            if ("backup".equals(machine.config().get("lock"))) {
                backstage.lock(machine.vmid(), "");
                if (strangers.has(machine.vmid())) {
                    strangers.left(machine.vmid());
                }
            }
        }
    }

    void removeStrangers() {
        for (var vmid : strangers.all()) {
            strangers.forget(vmid);
            backstage.remove(vmid);
        }
    }

    private void recycle(Machine ours, RandomGenerator random) {
        var config = random.nextBoolean() ? clone(ours) : lookalike(random);
        if (backstage.remove(ours.vmid())) {
            plant(ours.vmid(), config, random);
        }
    }

    private void plant(int vmid, Map<String, String> config, RandomGenerator random) {
        backstage.plant(vmid, node(random), config, random.nextBoolean());
        strangers.left(vmid);
    }

    private void anybody(RandomGenerator random, java.util.function.IntConsumer change) {
        any(backstage.machines(), random).ifPresent(machine -> {
            if (machine.config().getOrDefault("lock", "").isEmpty()) {
                whileItIsThere(machine.vmid(), () -> {
                    change.accept(machine.vmid());
                    if (strangers.has(machine.vmid())) {
                        strangers.left(machine.vmid());
                    }
                });
            }
        });
    }

    /** We may destroy a machine of ours between somebody's look and their hand. */
    private void whileItIsThere(int vmid, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            if (backstage.machines().stream().anyMatch(machine -> machine.vmid() == vmid)) {
                throw e;
            }
        }
    }

    private static Map<String, String> lookalike(RandomGenerator random) {
        return Map.of(
                "name",
                NAMES.get(random.nextInt(NAMES.size())),
                "cores",
                "2",
                "memory",
                "4096",
                "tags",
                random.nextBoolean() ? "talos;hl-%016x".formatted(random.nextLong()) : "kubernetes;talos",
                "description",
                "homelab address: cluster/dev/machine/dev-1");
    }

    /** As Proxmox does it: everything but what makes the machine itself. */
    private static Map<String, String> clone(Machine machine) {
        var config = new HashMap<>(machine.config());
        config.keySet().removeAll(List.of("smbios1", "vmgenid", "meta", "lock", "template"));
        config.keySet().removeIf(key -> key.matches("(scsi|ide|efidisk|net)[0-9]+"));
        return config;
    }

    private Optional<Integer> free(RandomGenerator random) {
        var taken = backstage.machines().stream().map(Machine::vmid).toList();
        return any(NUMBERS.stream().filter(number -> !taken.contains(number)).toList(), random);
    }

    private String node(RandomGenerator random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private static <T> Optional<T> any(List<T> all, RandomGenerator random) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
}
