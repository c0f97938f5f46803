package io.homelab.simulator.proxmox;

import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.Physics.Process;
import io.homelab.simulator.world.ScaledPhysics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker that runs. Everything here needs the state's lock; steps take it themselves. */
final class TaskRun {
    private final ScaledPhysics physics;
    private final State state;
    private final Flocks flocks;
    private final TaskDocument task;
    private final Fate fate;
    private final Consumer<TaskDocument> ended;
    private final List<String> lines = new ArrayList<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private final List<Runnable> onFailure = new ArrayList<>();
    private Physics.@Nullable Running step;
    private boolean over;

    TaskRun(
            ScaledPhysics physics,
            State state,
            Flocks flocks,
            TaskDocument task,
            Fate fate,
            Consumer<TaskDocument> ended) {
        this.physics = physics;
        this.state = state;
        this.flocks = flocks;
        this.task = task;
        this.fate = fate;
        this.ended = ended;
    }

    TaskDocument task() {
        return task;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void log(String line) {
        lines.add(line);
    }

    boolean isOver() {
        return over;
    }

    /** Runs at the end, however it comes; a vanished worker's locks fall too. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Cleans up after an error or an abort; a vanished worker cleans up nothing. */
    void onFailure(Runnable action) {
        onFailure.add(action);
    }

    /** Takes a lock file until the end. */
    void flock(String file) {
        flocks.take(file);
        if (over) {
            flocks.release(file);
            throw ApiFailure.died("interrupted by signal");
        }
        atEnd(() -> flocks.release(file));
    }

    /** Waits for its turn, before any fault of the task shows. */
    void queue(Process process, Runnable then) {
        step = physics.start(process, task.type() + " " + task.id(), () -> guarded(then));
    }

    /** Does something that takes time; a task whose fate is bad ends here. */
    void step(Process process, String subject, Runnable then) {
        step = physics.start(
                process,
                subject,
                () -> guarded(() -> {
                    if (fate.vanishes()) {
                        vanish();
                    } else if (fate.fails()) {
                        fail(fate.message());
                    } else {
                        then.run();
                    }
                }));
    }

    /** Does slow work without the state's lock, then goes on with it. Called within a step. */
    void apart(Runnable slow, Runnable then) {
        step = physics.later(Duration.ZERO, () -> {
            try {
                slow.run();
            } catch (ApiFailure e) {
                guarded(() -> fail(e.text()));
                return;
            }
            guarded(then);
        });
    }

    /** Runs with the state's lock; a failure is the task's. */
    void guarded(Runnable action) {
        state.locked(() -> {
            if (!over) {
                try {
                    action.run();
                } catch (ApiFailure e) {
                    fail(e.text());
                }
            }
        });
    }

    void ok() {
        lines.add("TASK OK");
        end("OK");
    }

    void fail(String message) {
        if (!over) {
            cleanUp();
            lines.add("TASK ERROR: " + message);
            end(message);
        }
    }

    void abort() {
        fail("interrupted by signal");
    }

    void vanish() {
        if (!over) {
            end("unexpected status");
        }
    }

    private void cleanUp() {
        for (var action : onFailure.reversed()) {
            try {
                action.run();
            } catch (ApiFailure e) {
                lines.add("clean-up: " + e.text());
            }
        }
    }

    private void end(String status) {
        if (over) {
            return;
        }
        over = true;
        if (step != null) {
            step.cancel();
        }
        atEnd.reversed().forEach(Runnable::run);
        ended.accept(task.ended(status, state.seconds(), lines));
    }
}
