package io.homelab.cli.controlplane;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Real programs that a rehearsal starts beside its control plane; they end when that is stopped. */
enum RealParts {
    PROMETHEUS("prometheus-"),
    OBJECT_STORE("s3-");

    private static final Duration END = Duration.ofSeconds(5);

    private final String prefix;

    RealParts(String prefix) {
        this.prefix = prefix;
    }

    Part named(String name, Places places) {
        return new Part(prefix + name, places.processes());
    }

    /** Stops all that run beside a control plane; the names of those. */
    static List<String> stopAll(Places places) {
        return all(places).stream()
                .filter(part -> part.stop(END))
                .map(Part::name)
                .toList();
    }

    /** All that were started beside a control plane. */
    static List<Part> all(Places places) {
        return Arrays.stream(values())
                .flatMap(kind -> Part.beginning(kind.prefix, places.processes()).stream())
                .toList();
    }
}
