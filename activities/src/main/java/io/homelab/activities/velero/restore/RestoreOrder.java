package io.homelab.activities.velero.restore;

import io.homelab.workflows.backup.cluster.NamespacePlan;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Velero is asked for. Cluster-scoped objects come only as far as a claim needs its volume: that is what the field means
 * that is left out (includeClusterResources).
 */
final class RestoreOrder {
    private RestoreOrder() {}

    static Map<String, Object> spec(NamespacePlan plan) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("backupName", plan.backup());
        spec.put("includedNamespaces", List.of(plan.namespace()));
        spec.put("existingResourcePolicy", "none");
        if (plan.where() != Where.IN_PLACE) {
            spec.put("namespaceMapping", Map.of(plan.namespace(), plan.target()));
            spec.put("includedResources", plan.brings());
            spec.put("resourceModifier", Map.of("kind", "ConfigMap", "name", plan.name()));
        }
        return spec;
    }
}
