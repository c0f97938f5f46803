package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.kubernetes.Subset;
import io.homelab.activities.velero.restore.BackupContents.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Objects beside what a backup says of them. What controllers make anew is not looked for, nor what Velero changes on the way:
 * volumes, addresses and doors of services.
 */
final class Likeness {
    private static final Set<String> MADE_ANEW = Set.of(
            "pods",
            "endpoints",
            "endpointslices.discovery.k8s.io",
            "events",
            "events.events.k8s.io",
            "replicasets.apps",
            "controllerrevisions.apps",
            "jobs.batch",
            "leases.coordination.k8s.io");

    private static final String TOKEN = "kubernetes.io/service-account-token";
    private static final String AUTHORITY = "kube-root-ca.crt";

    private final KubernetesClient client;
    private final String target;
    private final Set<String> brought;
    private final boolean only;
    private final List<String> findings = new ArrayList<>();
    private int same;
    private int different;

    /**
     * @param brought the kinds that should be there; empty: all
     * @param only whether it is enough that an object is there: what was there before is left as it is
     */
    Likeness(KubernetesClient client, String target, List<String> brought, boolean only) {
        this.client = client;
        this.target = target;
        this.brought = Set.copyOf(brought);
        this.only = only;
    }

    /** Compares one object. */
    void look(Stored stored) {
        var object = stored.object();
        var kind = stored.kind();
        if (MADE_ANEW.contains(kind) || isMadeByTheCluster(object) || !(brought.isEmpty() || brought.contains(kind))) {
            return;
        }
        var name = object.getKind() + " " + object.getMetadata().getName();
        var live = client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                .inNamespace(target)
                .withName(object.getMetadata().getName())
                .get();
        if (live == null) {
            findings.add(name + " did not come back");
        } else if (isLike(kind, object, live)) {
            same++;
        } else if (only) {
            different++;
        } else {
            findings.add(name + " is not as the backup has it");
        }
    }

    private static boolean isMadeByTheCluster(GenericKubernetesResource object) {
        var owners = object.getMetadata().getOwnerReferences();
        return (owners != null && owners.stream().anyMatch(owner -> Boolean.TRUE.equals(owner.getController())))
                || TOKEN.equals(object.getAdditionalProperties().get("type"))
                || (object.getKind().equals("ConfigMap")
                        && object.getMetadata().getName().equals(AUTHORITY));
    }

    private static boolean isLike(String kind, GenericKubernetesResource stored, GenericKubernetesResource live) {
        return switch (kind) {
            case "configmaps", "secrets" ->
                equal(stored, live, "data") && equal(stored, live, "binaryData") && equal(stored, live, "type");
            case "services" -> holds(stored, live, "spec", "selector") && samePorts(stored, live);
            case "persistentvolumeclaims" ->
                holds(stored, live, "spec", "resources") && holds(stored, live, "spec", "accessModes");
            case "roles.rbac.authorization.k8s.io" -> equal(stored, live, "rules");
            case "deployments.apps", "statefulsets.apps" ->
                holds(stored, live, "spec", "selector")
                        && holds(stored, live, "spec", "template", "spec", "containers");
            default -> true;
        };
    }

    private static boolean equal(GenericKubernetesResource stored, GenericKubernetesResource live, Object... path) {
        return Objects.equals(stored.get(path), live.get(path));
    }

    private static boolean holds(GenericKubernetesResource stored, GenericKubernetesResource live, Object... path) {
        return Subset.holds(stored.get(path), live.get(path));
    }

    private static boolean samePorts(GenericKubernetesResource stored, GenericKubernetesResource live) {
        return Subset.holds(ports(stored), ports(live));
    }

    private static List<Map<Object, Object>> ports(GenericKubernetesResource service) {
        return service.get("spec", "ports") instanceof List<?> list
                ? list.stream()
                        .map(port -> {
                            var without = new HashMap<Object, Object>((Map<?, ?>) port);
                            without.remove("nodePort");
                            return (Map<Object, Object>) without;
                        })
                        .toList()
                : List.of();
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    /** What is right, in words. */
    String words() {
        var as = same + (same == 1 ? " object is" : " objects are") + " as the backup has "
                + (same == 1 ? "it" : "them");
        return different == 0
                ? as
                : as + "; " + different + " that " + (different == 1 ? "was" : "were") + " there "
                        + (different == 1 ? "differs" : "differ") + " and "
                        + (different == 1 ? "was" : "were") + " left so";
    }
}
