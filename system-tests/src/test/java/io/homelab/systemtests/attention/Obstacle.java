package io.homelab.systemtests.attention;

import io.homelab.systemtests.bench.Bench;
import io.homelab.workflows.failure.FailureClass;
import java.util.function.Consumer;

/**
 * One thing that a run cannot get over by itself.
 *
 * @param step where it parks
 * @param what a part of what the person reads
 * @param remedy a part of what the person is told to do
 * @param plant how it comes about
 * @param repair what the person does
 * @param edits whether the lab file, or a file that it names, is changed by either, so that the retry is an amended one
 */
record Obstacle(
        String name,
        String step,
        FailureClass kind,
        String what,
        String remedy,
        Consumer<Bench> plant,
        Consumer<Bench> repair,
        boolean edits) {

    static Obstacle at(String step, FailureClass kind, String name) {
        return new Obstacle(name, step, kind, "", "", bench -> {}, bench -> {}, false);
    }

    Obstacle says(String part, String advice) {
        return new Obstacle(name, step, kind, part, advice, plant, repair, edits);
    }

    Obstacle planted(Consumer<Bench> how) {
        return new Obstacle(name, step, kind, what, remedy, how, repair, edits);
    }

    Obstacle repaired(Consumer<Bench> how) {
        return new Obstacle(name, step, kind, what, remedy, plant, how, edits);
    }

    /** More that brings it about, and that puts it right. */
    Obstacle also(Consumer<Bench> more, Consumer<Bench> back) {
        return new Obstacle(name, step, kind, what, remedy, plant.andThen(more), repair.andThen(back), edits);
    }

    /** It lies in the lab file. */
    Obstacle edited() {
        return new Obstacle(name, step, kind, what, remedy, plant, repair, true);
    }
}
