package io.homelab.activities.proxmox;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Awaited;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Awaits Proxmox's tasks. The end of a task is not the end of the step: the state is looked at afterwards. */
final class Tasks {
    private static final int LOG_LINES = 5;
    private static final String VANISHED = "unexpected status";

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
        var end = awaitEnd(what, node, upid);
        var status = end.value().exitstatus() == null ? VANISHED : end.value().exitstatus();
        if (status.equals("OK") || status.startsWith("WARNINGS")) {
            return end.waited();
        }
        if (status.equals(VANISHED)) {
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
                awaitEnd("task " + task.type() + " " + vmid, node, task.upid());
            }
        }
    }

    /** Who started a task: {@code user@realm!token}. */
    static String user(String upid) {
        return upid.split(":")[7];
    }

    private Awaited<Wire.Task> awaitEnd(String what, String node, String upid) {
        return Await.upTo(limit, probe).until(what, () -> {
            var task = look(node, upid);
            return task.stopped() ? Seen.there(task) : Seen.missing("running");
        });
    }

    /** Proxmox forgets tasks: their logs are rotated, and a host that restarts may have lost the newest. */
    private Wire.Task look(String node, String upid) {
        try {
            return proxmox.task(node, upid);
        } catch (ProxmoxFailure e) {
            if (e.noSuchTask()) {
                return new Wire.Task("stopped", VANISHED);
            }
            throw e;
        }
    }

    /** Of use to people only: a log that cannot be had must not take the place of the failure that it tells of. */
    private String tail(String node, String upid) {
        try {
            return tailOf(proxmox.log(node, upid));
        } catch (Problem e) {
            return " [its log cannot be read: " + e.report().what() + "]";
        }
    }

    private static String tailOf(List<Wire.LogLine> log) {
        var lines = log.stream()
                .map(line -> line.t() == null ? "" : line.t())
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty()
                ? ""
                : lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()).stream()
                        .collect(Collectors.joining(" | ", " [", "]"));
    }
}
