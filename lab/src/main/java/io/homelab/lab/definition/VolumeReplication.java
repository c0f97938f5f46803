package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;

/**
 * ReplicationSources of VolSync that there must be. All of the cluster are looked at, named or not.
 *
 * @param within how old the last sync that succeeded may be
 * @param sources that must be there, as {@code namespace/name}
 */
public record VolumeReplication(Duration within, List<String> sources) {
    public VolumeReplication {
        sources = List.copyOf(sources);
    }
}
