package io.homelab.activities.simulated;

import io.homelab.activities.transport.Gate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Lets something happen to the world between two calls of ours: after one was answered, right before the next one leaves. */
public final class Interleaving implements Gate {
    private final Deque<Happening> happenings = new ArrayDeque<>();

    private record Happening(Predicate<Call> before, Runnable event, int[] skip) {}

    /** {@code event} happens before the {@code skip + 1}st call of that kind. */
    public synchronized void before(Predicate<Call> kind, int skip, Runnable event) {
        happenings.add(new Happening(kind, event, new int[] {skip}));
    }

    /** Forgets what did not happen; whether there was anything. */
    public synchronized boolean clear() {
        var left = !happenings.isEmpty();
        happenings.clear();
        return left;
    }

    @Override
    public Passage leave(Call call) {
        due(call).forEach(happening -> happening.event().run());
        return () -> {};
    }

    private synchronized Deque<Happening> due(Call call) {
        var due = new ArrayDeque<Happening>();
        for (var each : java.util.List.copyOf(happenings)) {
            if (each.before().test(call) && each.skip()[0]-- == 0) {
                due.add(each);
                happenings.remove(each);
            }
        }
        return due;
    }
}
