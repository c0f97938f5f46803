package io.homelab.worker.chaos;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is armed in a world, and which points its calls have passed. */
final class Traps {
    private final Set<Trap> armed = ConcurrentHashMap.newKeySet();
    private final Set<Point> seen = ConcurrentHashMap.newKeySet();

    Traps(List<Trap> traps) {
        armed.addAll(traps);
    }

    void see(Point point) {
        seen.add(point);
    }

    /** Whether it was armed; it springs once. */
    boolean spring(Point point, Trap.Position position) {
        return armed.remove(new Trap(point, position));
    }

    List<Point> seen() {
        return List.copyOf(seen);
    }
}
