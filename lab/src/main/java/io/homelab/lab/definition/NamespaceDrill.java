package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;

/**
 * Namespaces that are restored, one each time, beside what lives.
 *
 * @param namespaces that have their turn; empty: no drill
 * @param restore how long Velero may take
 * @param ready how long pods may take to be ready then
 * @param probe the time between two looks
 * @param probes what services of a restored namespace must answer
 * @param commands what must end well in its pods
 */
public record NamespaceDrill(
        List<String> namespaces,
        Duration restore,
        Duration ready,
        Duration probe,
        List<ServiceProbe> probes,
        List<CommandProbe> commands) {
    public NamespaceDrill {
        namespaces = List.copyOf(namespaces);
        probes = List.copyOf(probes);
        commands = List.copyOf(commands);
    }

    /** The same with shorter waits, for a rehearsal; none is below a millisecond. */
    public NamespaceDrill fasterBy(double factor) {
        return new NamespaceDrill(
                namespaces,
                Waits.faster(restore, factor),
                Waits.faster(ready, factor),
                Waits.faster(probe, factor),
                probes,
                commands);
    }
}
