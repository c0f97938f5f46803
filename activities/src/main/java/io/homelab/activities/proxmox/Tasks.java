package io.homelab.activities.proxmox;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.util.stream.Collectors;

/** Awaits Proxmox's tasks. The end of a task is not the end of the step: the state is looked at afterwards. */
final class Tasks {
    private static final int LOG_LINES = 5;

    private final ProxmoxClient proxmox;
    private final Duration limit;
    private final Duration probe;

    Tasks(ProxmoxClient proxmox, Duration limit, Duration probe) {
        this.proxmox = proxmox;
        this.limit = limit;
        this.probe = probe;
    }

    /** Waits for a task to end well; returns how long it took. A vanished worker is unknown, not failed. */
    Duration await(String upid) {
        var node = upid.split(":")[1]; // the node that runs it, not the one that was asked
        var what = "task " + upid.split(":")[5] + " " + upid.split(":")[6];
        var end = Await.upTo(limit, probe).<Wire.Task>until(what, () -> {
            var task = proxmox.task(node, upid);
            return task.stopped() ? Seen.there(task) : Seen.missing("running");
        });
        var status = end.value().exitstatus() == null
                ? "unexpected status"
                : end.value().exitstatus();
        if (status.equals("OK") || status.startsWith("WARNINGS")) {
            return end.waited();
        }
        if (status.equals("unexpected status")) {
            throw new Problem(
                    FailureClass.TRANSIENT, what + " vanished (" + status + "): looking at what it left", upid, null);
        }
        throw ProxmoxFailure.ofTask(what + " failed: " + status + tail(node, upid), upid);
    }

    /** Waits for whatever task still works on a machine: a late duplicate, or one of an attempt that died. */
    void awaitOthers(String node, int vmid) {
        for (var task : proxmox.tasksOf(node, vmid)) {
            if (task.status() == null
                    || task.status().isEmpty()
                    || task.status().equals("running")) {
                Await.upTo(limit, probe)
                        .<Boolean>until(
                                "task " + task.type() + " " + vmid,
                                () -> proxmox.task(node, task.upid()).stopped()
                                        ? Seen.there(true)
                                        : Seen.missing("running"));
            }
        }
    }

    private String tail(String node, String upid) {
        var lines = proxmox.log(node, upid).stream()
                .map(line -> line.t() == null ? "" : line.t())
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty()
                ? ""
                : lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).stream()
                        .collect(Collectors.joining(" | ", " [", "]"));
    }
}
