package io.homelab.lab.definition;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * ReplicationSources of VolSync that there must be. All of the cluster are looked at, named or not.
 *
 * @param within how old the last sync that succeeded may be
 * @param sources that must be there, as {@code namespace/name}
 * @param repositories what the Secrets say that sources name as their repository, by {@code namespace/name} of the Secret
 */
public record VolumeReplication(
        Duration within, List<String> sources, Map<String, ReplicationRepository> repositories) {
    public VolumeReplication {
        sources = List.copyOf(sources);
        repositories = Ordered.copyOf(repositories);
    }
}
