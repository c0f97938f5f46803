package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.homelab.workflows.backup.cluster.NamespacePlan;
import io.homelab.workflows.backup.cluster.NamespaceRequest.Where;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is made before a namespace comes back beside the living one: the namespace, and around a drill's a fence. Nothing leaves
 * it but questions to the cluster's DNS; nothing outside the cluster reaches it, since it has no route, no node port and no load
 * balancer. The API server reaches it, since it asks the services for us.
 */
final class Fence {
    private static final String NAME = "homelab-fence";
    private static final String SECURITY = "pod-security.kubernetes.io/";
    private static final int DNS = 53;
    private static final List<String> DOORS = List.of("LoadBalancer", "NodePort");

    private final NamespacePlan plan;
    private final Map<String, String> labels;
    private final Map<String, String> annotations;

    Fence(NamespacePlan plan, Map<String, String> labels, String run) {
        this.plan = plan;
        this.labels = Map.copyOf(labels);
        this.annotations = Map.of(Belongings.RUN, run);
    }

    /** @param living whose pods may do the same as those of the copy; null when there is none */
    Namespace namespace(@Nullable Namespace living) {
        var all = new HashMap<>(labels);
        if (living != null && living.getMetadata().getLabels() != null) {
            living.getMetadata().getLabels().forEach((key, value) -> {
                if (key.startsWith(SECURITY)) {
                    all.put(key, value);
                }
            });
        }
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(plan.target())
                .withLabels(all)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    /** What is in the namespace before anything else is. */
    List<HasMetadata> around() {
        return plan.where() == Where.DRILL ? List.of(noEgress(), noDoors()) : List.of();
    }

    private HasMetadata noEgress() {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(plan.target())
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes("Egress")
                .addNewEgress()
                .addNewTo()
                .withNewPodSelector()
                .endPodSelector()
                .endTo()
                .endEgress()
                .addNewEgress()
                .addNewTo()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", "kube-system")
                .endNamespaceSelector()
                .endTo()
                .addNewPort()
                .withProtocol("UDP")
                .withNewPort(DNS)
                .endPort()
                .addNewPort()
                .withProtocol("TCP")
                .withNewPort(DNS)
                .endPort()
                .endEgress()
                .endSpec()
                .build();
    }

    private HasMetadata noDoors() {
        var none = new Quantity("0");
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(plan.target())
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addToHard("services.loadbalancers", none)
                .addToHard("services.nodeports", none)
                .addToHard("count/cronjobs.batch", none)
                .addToHard("count/jobs.batch", none)
                .endSpec()
                .build();
    }

    /**
     * How Velero changes services on their way: what is open to the outside is not there (internal/resourcemodifiers).
     *
     * @param living the services of the namespace that lives: their node ports are taken off by name, since a merge cannot
     */
    ConfigMap modifier(String namespace, List<Service> living) {
        var rules = new StringBuilder("version: v1\nresourceModifierRules:\n");
        DOORS.forEach(type -> rules.append(closed(type)));
        living.stream()
                .filter(service -> DOORS.contains(service.getSpec().getType()))
                .forEach(service -> rules.append(withoutPorts(service)));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(plan.name())
                .withNamespace(namespace)
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .addToData("services.yaml", rules.toString())
                .build();
    }

    private static String closed(String type) {
        return """
                - conditions:
                    groupResource: services
                    matches:
                    - path: /spec/type
                      value: %s
                  mergePatches:
                  - patchData: |
                      spec:
                        type: ClusterIP
                        allocateLoadBalancerNodePorts: null
                        externalIPs: null
                        externalTrafficPolicy: null
                        healthCheckNodePort: null
                        loadBalancerClass: null
                        loadBalancerIP: null
                        loadBalancerSourceRanges: null
                """.formatted(type);
    }

    private static String withoutPorts(Service service) {
        var rule = new StringBuilder("""
                - conditions:
                    groupResource: services
                    resourceNameRegex: ^%s$
                  patches:
                """.formatted(service.getMetadata().getName()));
        for (int i = 0; i < service.getSpec().getPorts().size(); i++) {
            rule.append("""
                      - operation: add
                        path: /spec/ports/%d/nodePort
                        value: "0"
                    """.formatted(i));
        }
        return rule.toString();
    }
}
