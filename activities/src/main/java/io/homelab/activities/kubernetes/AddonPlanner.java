package io.homelab.activities.kubernetes;

import io.homelab.workflows.plan.Change;
import io.homelab.workflows.topology.ClusterRef;
import java.util.ArrayList;
import java.util.List;

/** What the Kubernetes side of a bootstrap would change; looks only. */
public final class AddonPlanner {
    private final Clusters clusters;

    public AddonPlanner(Clusters clusters) {
        this.clusters = clusters;
    }

    /** Changes in the order in which they would be made; {@code answering} is false while there is no cluster to ask. */
    public List<Change> plan(ClusterRef ref, boolean answering) {
        var lab = clusters.lab(ref);
        var changes = new ArrayList<Change>();
        for (var addon : lab.lab().addonsOf(ref.cluster())) {
            var address = AddonObjects.address(ref, addon);
            if (!answering) {
                changes.add(new Change(address, Change.Action.CREATE, List.of(), false, "there is no cluster yet"));
                continue;
            }
            var objects = new AddonObjects(clusters, ref).of(addon);
            var missing = clusters.with(ref, (l, client) -> new Manifests(client).missing(objects));
            if (!missing.isEmpty()) {
                var fields = missing.stream()
                        .map(o -> new Change.Field(Manifests.name(o), "(differs or missing)", "(lab file)"))
                        .toList();
                changes.add(new Change(address, Change.Action.UPDATE, fields, false, "drift"));
            }
        }
        return changes;
    }
}
