package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics.Process;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creating and destroying machines. Needs the state's lock. */
final class Lifecycle {
    private final Pve pve;

    Lifecycle(Pve pve) {
        this.pve = pve;
    }

    String create(Request request, Caller caller, Fate fate) {
        var vmid = request.vmid();
        var node = request.node();
        var failed = "unable to create VM " + vmid + " - ";
        pve.vms.find(vmid).ifPresent(other -> {
            throw ApiFailure.died(failed + "VM " + vmid + " already exists on node '" + other.node() + "'");
        });
        pve.disks.check(request.options());
        var options = Settled.of(request.options());
        pve.vms.put(VmDocument.locked(vmid, node, "create", request.pool()));
        return pve.tasks.launch(node, "qmcreate", Integer.toString(vmid), caller, fate, run -> {
            run.onFailure(() -> pve.vms.remove(vmid));
            run.flock(Flocks.ofVm(vmid));
            var imports = options.values().stream().anyMatch(value -> value.contains("import-from="));
            run.step(imports ? Process.IMAGE_IMPORT : Process.VM_CREATE, "vm " + vmid, () -> {
                var vm = pve.vms.need(vmid);
                try {
                    var config = new LinkedHashMap<>(pve.disks.create(vm, options));
                    var made = vm.with(config);
                    pve.vms.put(made.with(Settled.withDefaults(made, pve.state.seconds())));
                } catch (ApiFailure e) {
                    throw ApiFailure.died(failed + e.text());
                }
                run.ok();
                if (request.start()) {
                    new Power(pve).start(pve.vms.need(vmid), caller, Fate.GOOD);
                }
            });
        });
    }

    String destroy(VmDocument given, boolean unreferenced, boolean skipLock, Caller caller, Fate fate) {
        var vmid = given.vmid();
        check(given);
        return pve.tasks.launch(given.node(), "qmdestroy", Integer.toString(vmid), caller, fate, run -> {
            run.flock(Flocks.ofVm(vmid));
            check(pve.vms.on(given.node(), vmid));
            run.step(Process.VM_DESTROY, "vm " + vmid, () -> {
                var vm = pve.vms.on(given.node(), vmid);
                check(vm);
                if (!skipLock
                        && vm.lock().filter(lock -> !lock.equals("suspended")).isPresent()) {
                    Guard.unlocked(vm);
                }
                for (var volume : pve.disks.of(vm)) {
                    needUnused(volume);
                    pve.volumes.remove(volume);
                }
                if (unreferenced) {
                    pve.disks.unreferenced(vm).forEach(pve.volumes::remove);
                }
                pve.vms.remove(vmid);
                run.ok();
            });
        });
    }

    private void check(VmDocument vm) {
        Guard.unprotected(vm, "can't remove VM " + vm.vmid());
        if (pve.machines.isOn(vm.vmid())) {
            throw ApiFailure.died("VM " + vm.vmid() + " is running - destroy failed");
        }
    }

    private void needUnused(VolumeDocument base) {
        if (pve.volumes.all().stream().anyMatch(volume -> base.volid().equals(volume.parent()))) {
            throw ApiFailure.died("base volume '" + base.volid() + "' is still in use by linked cloned");
        }
    }

    /** A machine to be made. */
    record Request(
            int vmid,
            String node,
            Map<String, String> options,
            @Nullable String pool,
            boolean start) {}
}
