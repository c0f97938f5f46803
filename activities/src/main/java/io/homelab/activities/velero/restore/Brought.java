package io.homelab.activities.velero.restore;

import java.util.List;

/**
 * The kinds that come back beside what lives: what an application is made of, and nothing that acts on the world outside its
 * namespace. Routes, certificates and DNS names would be taken from the living one, jobs would run once more, an external secret
 * might be pushed, a machine started.
 */
final class Brought {
    /** As Velero writes them: plural and group. */
    static final List<String> KINDS = List.of(
            "configmaps",
            "secrets",
            "serviceaccounts",
            "roles.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "limitranges",
            "persistentvolumeclaims",
            "persistentvolumes",
            "services",
            "pods",
            "replicasets.apps",
            "deployments.apps",
            "statefulsets.apps",
            "controllerrevisions.apps",
            "poddisruptionbudgets.policy",
            "horizontalpodautoscalers.autoscaling");

    private Brought() {}
}
