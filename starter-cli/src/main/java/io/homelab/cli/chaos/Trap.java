package io.homelab.cli.chaos;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A point and the moment of its call at which the worker dies or stops. */
record Trap(Point point, Position position) {
    /** The moments; the names are those of the worker's chaos host. */
    enum Position {
        BEFORE,
        BETWEEN,
        AFTER,
        LATE
    }

    /** Every moment of every point; a late return makes sense only where something is written. */
    static List<Trap> all(Collection<Point> points) {
        return points.stream().flatMap(Trap::of).toList();
    }

    private static Stream<Trap> of(Point point) {
        return Stream.of(Position.values())
                .filter(position -> position != Position.LATE || point.mutating())
                .map(position -> new Trap(point, position));
    }

    /** As the chaos host reads it. */
    Map<String, Object> order() {
        return Map.of(
                "point",
                Map.of("step", point.step(), "kind", point.kind(), "call", point.call()),
                "position",
                position.name());
    }

    @Override
    public String toString() {
        return position.name().toLowerCase(Locale.ROOT) + " " + point;
    }
}
