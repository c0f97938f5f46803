package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.kubernetes.Clusters;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.velero.ClusterBackups;
import io.homelab.activities.velero.Velero;
import io.homelab.lab.definition.NamespaceDrill;
import io.homelab.workflows.backup.SetRef;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import java.util.function.Function;

/** Gives activities what they need to ask a cluster. */
final class Hands {
    private static final Duration LOOK = Duration.ofMinutes(2);

    private final Clusters clusters;

    Hands(Clusters clusters) {
        this.clusters = clusters;
    }

    /** What an activity has in hand while it asks the cluster. */
    record Hand(OpenLab lab, KubernetesClient client, Velero velero, Belongings belongings) {
        Copies copies() {
            return new Copies(client, velero, belongings);
        }
    }

    /** How long drills of this cluster wait. */
    NamespaceDrill drill(SetRef set) {
        return ClusterBackups.drill(clusters.lab(new ClusterRef(set.name(), set.snapshot())), set.name());
    }

    <T> T with(SetRef set, Function<Hand, T> work) {
        return with(set, LOOK, work);
    }

    <T> T with(SetRef set, Duration limit, Function<Hand, T> work) {
        return clusters.with(new ClusterRef(set.name(), set.snapshot()), limit, (lab, client) -> {
            var wanted = ClusterBackups.of(lab, set.name());
            return work.apply(new Hand(
                    lab,
                    client,
                    new Velero(client, set.name(), wanted.namespace()),
                    new Belongings(lab.secrets().labKey(), set.name())));
        });
    }
}
