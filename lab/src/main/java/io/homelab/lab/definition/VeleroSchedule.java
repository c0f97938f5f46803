package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;

/**
 * A schedule of Velero that there must be.
 *
 * @param within how old its youngest complete backup may be
 * @param namespaces that its backups must hold; empty: whatever the schedule says
 */
public record VeleroSchedule(Duration within, List<String> namespaces) {
    public VeleroSchedule {
        namespaces = List.copyOf(namespaces);
    }
}
