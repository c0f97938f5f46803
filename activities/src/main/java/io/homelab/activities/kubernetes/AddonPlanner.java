package io.homelab.activities.kubernetes;

import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Addon;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.plan.Change;
import io.homelab.workflows.topology.ClusterRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the Kubernetes side of a bootstrap would change; looks only. */
public final class AddonPlanner {
    private final Clusters clusters;

    public AddonPlanner(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * Changes in the order in which they would be made.
     *
     * @param answering false while there is no cluster to ask
     * @param repairs whether something below Kubernetes is to be repaired first, which may be why it does not answer
     */
    public List<Change> plan(ClusterRef ref, boolean answering, boolean repairs) {
        var changes = new ArrayList<Change>();
        for (var addon : clusters.lab(ref).lab().addonsOf(ref.cluster())) {
            var address = AddonObjects.address(ref, addon);
            if (!answering) {
                changes.add(new Change(address, Change.Action.CREATE, List.of(), false, "there is no cluster yet"));
                continue;
            }
            try {
                drift(ref, addon)
                        .map(fields -> update(address, fields, "drift"))
                        .ifPresent(changes::add);
            } catch (Problem e) {
                if (!repairs || e.report().kind() != FailureClass.TRANSIENT) {
                    throw e; // nothing else is to be done: not to know is not "no changes"
                }
                changes.add(update(
                        address, List.of(), "cannot be seen now: " + e.report().what()));
            }
        }
        return changes;
    }

    private Optional<List<Change.Field>> drift(ClusterRef ref, Addon addon) {
        var objects = new AddonObjects(clusters, ref).of(addon);
        var missing = clusters.with(ref, (l, client) -> new Manifests(client).missing(objects));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.stream()
                        .map(o -> new Change.Field(Manifests.name(o), "(differs or missing)", "(lab file)"))
                        .toList());
    }

    private static Change update(String address, List<Change.Field> fields, String why) {
        return new Change(address, Change.Action.UPDATE, fields, false, why);
    }
}
