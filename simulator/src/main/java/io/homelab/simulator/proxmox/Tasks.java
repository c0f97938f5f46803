package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.Documents;
import io.homelab.simulator.world.Physics.Process;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Worker processes: launched by a call, they queue, work and end; a restart of the host leaves none. */
final class Tasks {
    private final DiskWorld world;
    private final State state;
    private final Flocks flocks;
    private final Documents<TaskDocument> documents;
    private final Map<String, TaskRun> running = new LinkedHashMap<>();
    private long pid = ThreadLocalRandom.current().nextLong(2_000, 900_000);

    Tasks(DiskWorld world, State state, Flocks flocks) {
        this.world = world;
        this.state = state;
        this.flocks = flocks;
        documents = new Documents<>(world.store(), "pve-tasks", TaskDocument.class);
        documents.all().stream().filter(TaskDocument::running).forEach(this::lost);
    }

    private void lost(TaskDocument task) {
        documents.put(task.upid(), task.ended("unexpected status", state.seconds(), task.log()));
    }

    /** Starts a worker and returns its UPID. Needs the state's lock. */
    String launch(String node, String type, String id, Caller caller, Fate fate, Job job) {
        var now = world.clock().now();
        pid += ThreadLocalRandom.current().nextInt(1, 60);
        var pstart = now.toEpochMilli() / 10 & 0xFFFFFFFFL;
        var upid = "UPID:%s:%08X:%08X:%08X:%s:%s:%s:"
                .formatted(node, pid, pstart, now.getEpochSecond(), type, id, caller.id());
        var task = new TaskDocument(
                upid,
                node,
                pid,
                pstart,
                now.getEpochSecond(),
                type,
                id,
                caller.user(),
                caller.token().orElse(null),
                true,
                null,
                0,
                List.of());
        documents.put(upid, task);
        var run = new TaskRun(world.physics(), state, flocks, task, fate, this::ended);
        running.put(upid, run);
        run.queue(Process.TASK_QUEUE, () -> job.work(run));
        return upid;
    }

    private void ended(TaskDocument task) {
        running.remove(task.upid());
        documents.put(task.upid(), task);
    }

    Optional<TaskDocument> find(String upid) {
        return documents.get(upid);
    }

    /** Newest first. */
    List<TaskDocument> all() {
        return documents.all().stream()
                .sorted(Comparator.comparingLong(TaskDocument::starttime)
                        .thenComparingLong(TaskDocument::pid)
                        .reversed())
                .toList();
    }

    List<String> log(TaskDocument task) {
        return Optional.ofNullable(running.get(task.upid())).map(TaskRun::lines).orElse(task.log());
    }

    void abort(String upid) {
        Optional.ofNullable(running.get(upid)).ifPresent(TaskRun::abort);
    }

    /** Whether a worker is busy with that machine. */
    boolean busy(int vmid) {
        return running.values().stream().anyMatch(run -> run.task().id().equals(Integer.toString(vmid)));
    }

    /** Aborts tasks of a type for one machine and returns their ids. */
    List<String> abort(String type, int vmid) {
        var found = running.values().stream()
                .map(TaskRun::task)
                .filter(task -> task.type().equals(type) && task.id().equals(Integer.toString(vmid)))
                .map(TaskDocument::upid)
                .toList();
        found.forEach(this::abort);
        return found;
    }

    /** The power of these nodes went: their workers are gone without a trace. */
    void vanish(List<String> nodes) {
        new ArrayList<>(running.values())
                .stream().filter(run -> nodes.contains(run.task().node())).forEach(TaskRun::vanish);
    }

    /** What a worker does once it is its turn. Runs with the state's lock; long work goes into steps. */
    interface Job {
        void work(TaskRun run);
    }
}
