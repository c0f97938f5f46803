package io.homelab.cli.chaos;

import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.cli.controlplane.SideLab;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tries every trap of a cluster's bootstrap, several in a run, several runs side by side. */
public final class Matrix {
    /** A trap that nothing runs into in so many runs is reported as a deviation. */
    private static final int RUNS = 4;

    private final ControlPlane controlPlane;
    private final Options options;
    private final Consumer<String> say;
    private final Map<Trap, Integer> missed = new HashMap<>();
    private final ArrayDeque<Trap> waiting = new ArrayDeque<>();
    private final Set<Trap> tried = new LinkedHashSet<>();
    private final List<ChaosReport.Deviation> deviations = Collections.synchronizedList(new ArrayList<>());
    private int worlds;
    private int underWay;

    public Matrix(ControlPlane controlPlane, Options options, Consumer<String> say) {
        this.controlPlane = controlPlane;
        this.options = options;
        this.say = say;
    }

    /**
     * What to try.
     *
     * @param sample how many of the traps; all of them when empty
     * @param seed chooses the sample, and which traps share a run
     * @param lanes runs side by side
     * @param perRun traps of one run
     */
    public record Options(String cluster, double factor, OptionalInt sample, long seed, int lanes, int perRun) {}

    /** Runs it all. */
    public ChaosReport run() {
        var started = System.nanoTime();
        try (var host = new Host(controlPlane.chaosHost())) {
            say.accept("an undisturbed bootstrap of " + options.cluster() + " records the calls …");
            var peace = trial(host, "chaos-1", List.of());
            var points = Point.distinct(peace.calls());
            compare(points, peace.seen());
            var traps = Trap.all(points);
            say.accept("%d points in the record of calls; %d by the worker's own count; %d traps"
                    .formatted(points.size(), peace.seen().size(), traps.size()));
            choose(traps);
            var all = waiting.size();
            say.accept("trying %d of them, seed %d, %d worlds side by side …"
                    .formatted(all, options.seed(), options.lanes()));
            var recovery = new LinkedHashSet<Point>();
            lanes(host, recovery);
            recovery.removeAll(points);
            return new ChaosReport(
                    options.cluster(),
                    options.seed(),
                    points.size(),
                    peace.seen().size(),
                    traps.size(),
                    tried.size(),
                    (int) tried.stream()
                            .filter(t -> t.position() != Trap.Position.LATE)
                            .count(),
                    (int) tried.stream()
                            .filter(t -> t.position() == Trap.Position.LATE)
                            .count(),
                    worlds,
                    recovery.size(),
                    List.copyOf(deviations),
                    Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** Both sides count the same, by names that match one to one: else a trap would stand at the wrong call. */
    private void compare(Set<Point> points, JsonNode seen) {
        var theirs = points.stream()
                .map(p -> p.step() + " (" + p.kind() + ") " + p.call())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        var ours = seen.valueStream()
                .map(p -> p.path("step").asString() + " (" + p.path("kind").asString() + ") "
                        + p.path("call").asString())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        var unanswered = new java.util.TreeSet<>(ours);
        unanswered.removeAll(theirs);
        var unknown = new java.util.TreeSet<>(theirs);
        unknown.removeAll(ours);
        unanswered.forEach(p -> say.accept("asked and never arrived: " + p));
        unknown.forEach(p -> deviate("chaos-1", List.of(), "arrived and was never asked: " + p));
        if (theirs.size() != points.size()) {
            deviate(
                    "chaos-1",
                    List.of(),
                    "one name of ours stands for several operations: " + points.size() + " points, " + theirs.size()
                            + " names");
        }
    }

    private void choose(Collection<Trap> traps) {
        var shuffled = new ArrayList<>(traps);
        Collections.shuffle(shuffled, new Random(options.seed()));
        waiting.addAll(
                shuffled.subList(0, Math.min(shuffled.size(), options.sample().orElse(shuffled.size()))));
    }

    private void lanes(Host host, Set<Point> recovery) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var lanes = new ArrayList<Future<?>>();
            for (int lane = 1; lane <= options.lanes(); lane++) {
                var namespace = "chaos-" + lane;
                lanes.add(executor.submit(() -> lane(host, namespace, recovery)));
            }
            for (var lane : lanes) {
                lane.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lane of the matrix broke: " + e.getCause(), e);
        }
    }

    private void lane(Host host, String namespace, Set<Point> recovery) {
        for (var traps = next(); !traps.isEmpty(); traps = next()) {
            Trial.Result result;
            try {
                result = trial(host, namespace, traps);
            } catch (RuntimeException e) {
                broken();
                throw e;
            }
            synchronized (this) {
                recovery.addAll(Point.distinct(result.calls()));
            }
            finished(result, traps);
        }
    }

    /** The next traps for one run; waits while another run may still give some back. Empty when all is done. */
    private synchronized List<Trap> next() {
        while (waiting.isEmpty() && underWay > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
        var traps = new ArrayList<Trap>();
        while (traps.size() < options.perRun() && !waiting.isEmpty()) {
            traps.add(waiting.poll());
        }
        if (!traps.isEmpty()) {
            underWay++;
        }
        return traps;
    }

    /** What is under way ends, nothing more is begun, and nobody waits for traps that this lane would have given back. */
    private synchronized void broken() {
        underWay--;
        waiting.clear();
        notifyAll();
    }

    private synchronized void finished(Trial.Result result, List<Trap> traps) {
        tried.addAll(result.sprung());
        for (var trap : traps) {
            if (!result.sprung().contains(trap)) {
                if (missed.merge(trap, 1, Integer::sum) < RUNS) {
                    waiting.addFirst(trap);
                } else {
                    deviate(result.world(), List.of(trap), "nothing ran into it in " + RUNS + " runs");
                }
            }
        }
        underWay--;
        notifyAll();
        say.accept("%s: %d of %d traps sprung, %s; %d tried, %d to go"
                .formatted(
                        result.world(),
                        result.sprung().size(),
                        traps.size(),
                        result.deviations().isEmpty()
                                ? "no deviation"
                                : result.deviations().size() + " DEVIATIONS",
                        tried.size(),
                        waiting.size()));
    }

    private Trial.Result trial(Host host, String namespace, List<Trap> traps) {
        var lab = lab(namespace);
        var result = new Trial(host, lab, options.cluster(), traps).run();
        result.deviations().forEach(what -> deviate(lab.name(), result.sprung(), what));
        if (result.deviations().isEmpty()) {
            lab.close();
        }
        return result;
    }

    private synchronized SideLab lab(String namespace) {
        return controlPlane.sideLab("c" + ++worlds, namespace, options.factor());
    }

    private void deviate(String world, List<Trap> traps, String what) {
        var deviation = new ChaosReport.Deviation(
                world, traps.stream().map(Trap::toString).toList(), what);
        deviations.add(deviation);
        say.accept("DEVIATION in " + world + ": " + what);
        traps.forEach(trap -> say.accept("    " + trap));
    }
}
