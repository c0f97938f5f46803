package io.homelab.simulator.proxmox;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Why a machine would not start. */
final class StartChecks {
    private final Pve pve;

    StartChecks(Pve pve) {
        this.pve = pve;
    }

    void check(VmDocument vm, TaskRun run) {
        if (vm.is("template")) {
            throw ApiFailure.died("you can't start a vm if it's a template");
        }
        volumes(vm);
        bridges(vm, run);
        memory(vm, run);
        devices(vm);
    }

    private void volumes(VmDocument vm) {
        for (var drive : vm.drives()) {
            if (!drive.isEmptyDrive() && !drive.slot().startsWith("unused")) {
                drive.storage().ifPresent(pve.storages::need);
                if (pve.volumes.find(vm.node(), drive.file()).isEmpty()) {
                    throw ApiFailure.died("volume '" + drive.file() + "' does not exist");
                }
            }
        }
    }

    private static void bridges(VmDocument vm, TaskRun run) {
        new TreeMap<>(vm.config()).forEach((key, value) -> {
            if (key.matches("net\\d+")) {
                NetworkCard.of(key, value)
                        .bridge()
                        .filter(name -> !Network.BRIDGES.contains(name))
                        .ifPresent(name -> {
                            run.log("bridge '" + name + "' does not exist");
                            run.log("kvm: network script /var/lib/qemu-server/pve-bridge failed with status 6400");
                            throw ApiFailure.died("start failed: QEMU exited with code 1");
                        });
            }
        });
    }

    private void memory(VmDocument vm, TaskRun run) {
        var used = pve.vms.all().stream()
                .filter(other -> other.node().equals(vm.node()) && pve.machines.isOn(other.vmid()))
                .mapToLong(VmFacts::memoryMiB)
                .sum();
        if (used + VmFacts.memoryMiB(vm) > pve.options.memoryMiB()) {
            run.log("kvm: cannot set up guest memory 'pc.ram': Cannot allocate memory");
            throw ApiFailure.died("start failed: QEMU exited with code 1");
        }
    }

    private void devices(VmDocument vm) {
        for (var address : devicesOf(vm)) {
            for (var other : pve.vms.all()) {
                if (other.vmid() != vm.vmid()
                        && other.node().equals(vm.node())
                        && pve.machines.isOn(other.vmid())
                        && devicesOf(other).contains(address)) {
                    throw ApiFailure.died("PCI device '" + address + "' already in use by VMID '" + other.vmid() + "'");
                }
            }
        }
    }

    private List<String> devicesOf(VmDocument vm) {
        return vm.config().entrySet().stream()
                .filter(each -> each.getKey().matches("hostpci\\d+"))
                .map(each -> OptionString.parse(each.getValue()))
                .flatMap(spec -> spec
                        .option("mapping")
                        .flatMap(id -> mapped(id, vm.node()))
                        .or(() -> spec.option("host"))
                        .or(() -> Optional.of(spec.head()))
                        .stream())
                .toList();
    }

    private Optional<String> mapped(String id, String node) {
        return pve.hardwired.mappings().get(id).stream()
                .flatMap(mapping -> mapping.map().stream())
                .map(OptionString::parse)
                .filter(entry -> entry.option("node").filter(node::equals).isPresent())
                .flatMap(entry -> entry.option("path").stream())
                .findFirst();
    }
}
