package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource in one version.
 *
 * @param schema the OpenAPI schema of a custom resource; null for a built-in one
 */
public record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        boolean namespaced,
        List<String> shortNames,
        List<String> subresources,
        @Nullable ObjectNode schema) {

    /** {@code v1} or {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code pods} or {@code deployments.apps}. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    boolean custom() {
        return schema != null;
    }

    /** Whether changes of the specification are counted in a generation: not so in most of the oldest group. */
    boolean counted() {
        return custom()
                || !List.of("", "coordination.k8s.io", "autoscaling", "storage.k8s.io", "certificates.k8s.io")
                        .contains(group)
                || plural.equals("replicationcontrollers");
    }

    boolean has(String subresource) {
        return subresources.contains(subresource);
    }

    String prefix() {
        return "/" + group + "/" + plural + "/";
    }

    String key(String namespace, String name) {
        return prefix() + namespace + "/" + name;
    }
}
