package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Guest;
import io.homelab.simulator.world.Physics.Process;
import java.time.Duration;
import java.util.Optional;

/** Switching machines on and off. Needs the state's lock. */
final class Power {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pve pve;

    Power(Pve pve) {
        this.pve = pve;
    }

    String start(VmDocument given, Caller caller, Fate fate) {
        var vmid = given.vmid();
        return launch("qmstart", given, caller, fate, run -> {
            var vm = pve.vms.on(given.node(), vmid);
            var resumes = vm.lock().filter("suspended"::equals).isPresent();
            if (!resumes) {
                Guard.unlocked(vm);
            }
            if (pve.machines.isOn(vmid)) {
                throw ApiFailure.died("VM " + vmid + " already running");
            }
            new StartChecks(pve).check(vm.settled(), run);
            run.step(Process.VM_START, "vm " + vmid, () -> {
                if (resumes) {
                    pve.vms.put(pve.vms.need(vmid).without("lock"));
                }
                pve.machines.powerOn(vmid);
                run.ok();
            });
        });
    }

    String stop(VmDocument given, boolean overrule, Caller caller, Fate fate) {
        var vmid = given.vmid();
        return pve.tasks.launch(given.node(), "qmstop", Integer.toString(vmid), caller, fate, run -> {
            if (overrule) {
                var aborted = pve.tasks.abort("qmshutdown", vmid);
                if (!aborted.isEmpty()) {
                    run.log("overruled qmshutdown tasks: " + String.join(", ", aborted));
                }
            }
            run.flock(Flocks.ofVm(vmid));
            if (!pve.machines.isOn(vmid)) {
                run.ok();
                return;
            }
            Guard.unlocked(pve.vms.on(given.node(), vmid));
            run.step(Process.VM_STOP, "vm " + vmid, () -> {
                pve.machines.powerOff(vmid);
                run.ok();
            });
        });
    }

    String shutdown(VmDocument given, Optional<Duration> timeout, boolean force, Caller caller, Fate fate) {
        notPaused(given);
        return launch("qmshutdown", given, caller, fate, run -> {
            Guard.unlocked(pve.vms.on(given.node(), given.vmid()));
            run.step(Process.TASK_QUEUE, "vm " + given.vmid(), () -> press(run, given, timeout, force, run::ok));
        });
    }

    String reboot(VmDocument given, Optional<Duration> timeout, Caller caller, Fate fate) {
        notPaused(given);
        needRunning(given);
        return launch(
                "qmreboot",
                given,
                caller,
                fate,
                run -> run.step(
                        Process.TASK_QUEUE,
                        "vm " + given.vmid(),
                        () -> press(run, given, timeout, false, () -> {
                            pve.machines.powerOn(given.vmid());
                            run.ok();
                        })));
    }

    private void press(TaskRun run, VmDocument given, Optional<Duration> timeout, boolean force, Runnable then) {
        var vmid = given.vmid();
        var machine = pve.machines.find(vmid);
        if (machine.isEmpty()) {
            run.ok();
            return;
        }
        var patience = pve.state.scaled(timeout.or(() -> downTime(given)).orElse(PATIENCE));
        var late = pve.world
                .physics()
                .later(
                        patience,
                        () -> run.guarded(() -> {
                            if (force) {
                                pve.machines.powerOff(vmid);
                                run.ok();
                            } else {
                                run.fail("VM quit/powerdown failed - got timeout");
                            }
                        }));
        run.atEnd(late::cancel);
        // An idle firmware ignores the button, so the time-out is all that can happen.
        machine.get().guest().ifPresent(guest -> pve.world
                .physics()
                .later(
                        Duration.ZERO,
                        () -> press(guest, run, vmid, machine.get().number(), then)));
    }

    private void press(Guest guest, TaskRun run, int vmid, long number, Runnable then) {
        guest.powerButton(() -> pve.state.locked(() -> {
            pve.machines.wentDown(vmid, number);
            if (!pve.machines.isOn(vmid)) {
                run.guarded(then);
            }
        }));
    }

    private static Optional<Duration> downTime(VmDocument vm) {
        return vm.option("startup")
                .flatMap(text -> OptionString.parse(text).option("down"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    String reset(VmDocument given, Caller caller, Fate fate) {
        needRunning(given);
        return launch(
                "qmreset",
                given,
                caller,
                fate,
                run -> run.step(Process.TASK_QUEUE, "vm " + given.vmid(), () -> {
                    pve.machines.reset(given.vmid());
                    run.ok();
                }));
    }

    String suspend(VmDocument given, boolean toDisk, Caller caller, Fate fate) {
        needRunning(given);
        return launch(
                "qmsuspend",
                given,
                caller,
                fate,
                run -> run.step(Process.VM_STOP, "vm " + given.vmid(), () -> {
                    if (toDisk) {
                        pve.machines.powerOff(given.vmid());
                        pve.vms.put(pve.vms.need(given.vmid()).with("lock", "suspended"));
                    } else {
                        pve.vms.put(pve.vms.need(given.vmid()).withPaused(true));
                    }
                    run.ok();
                }));
    }

    String resume(VmDocument given, Caller caller, Fate fate) {
        if (given.lock().filter("suspended"::equals).isPresent()) {
            return start(given, caller, fate);
        }
        needRunning(given);
        return launch(
                "qmresume",
                given,
                caller,
                fate,
                run -> run.step(Process.TASK_QUEUE, "vm " + given.vmid(), () -> {
                    pve.vms.put(pve.vms.need(given.vmid()).withPaused(false));
                    run.ok();
                }));
    }

    private String launch(String type, VmDocument vm, Caller caller, Fate fate, Tasks.Job job) {
        return pve.tasks.launch(vm.node(), type, Integer.toString(vm.vmid()), caller, fate, run -> {
            run.flock(Flocks.ofVm(vm.vmid()));
            job.work(run);
        });
    }

    private void needRunning(VmDocument vm) {
        if (!pve.machines.isOn(vm.vmid())) {
            throw ApiFailure.died("VM " + vm.vmid() + " not running");
        }
    }

    private static void notPaused(VmDocument vm) {
        if (vm.paused()) {
            throw ApiFailure.died("VM is paused - cannot shutdown");
        }
    }
}
