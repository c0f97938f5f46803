package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.homelab.lab.definition.Addon;
import io.homelab.lab.definition.Marker;
import io.homelab.workflows.topology.ClusterRef;
import java.util.List;

/** The objects of an add-on, marked as ours. */
final class AddonObjects {
    private final Clusters clusters;
    private final ClusterRef ref;

    AddonObjects(Clusters clusters, ClusterRef ref) {
        this.clusters = clusters;
        this.ref = ref;
    }

    List<GenericKubernetesResource> of(Addon addon) {
        var lab = clusters.lab(ref);
        var rendered = new AddonSource(lab, clusters.transports()).render(addon);
        var marker = Marker.of(lab.secrets().labKey(), address(ref, addon)).value();
        return Manifests.parse(rendered.yaml(), rendered.namespace(), marker);
    }

    static String address(ClusterRef ref, Addon addon) {
        return "cluster/" + ref.cluster() + "/addon/" + addon.name();
    }
}
