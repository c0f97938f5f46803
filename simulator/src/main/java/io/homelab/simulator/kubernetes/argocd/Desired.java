package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A manifest made ready for the cluster: with its namespace and the annotation that tracks it.
 *
 * @param hook what {@code argocd.argoproj.io/hook} says; empty for an ordinary resource
 */
record Desired(ObjectNode manifest, Key key, int wave, String hook) {
    private static final List<String> KINDS = List.of(
            "Namespace",
            "NetworkPolicy",
            "ResourceQuota",
            "LimitRange",
            "PodSecurityPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "Secret",
            "SecretList",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service",
            "DaemonSet",
            "Pod",
            "ReplicationController",
            "ReplicaSet",
            "Deployment",
            "HorizontalPodAutoscaler",
            "StatefulSet",
            "Job",
            "CronJob",
            "IngressClass",
            "Ingress",
            "APIService");
    static final Comparator<Desired> ORDER = Comparator.<Desired>comparingInt(Desired::wave)
            .thenComparingInt(desired -> rank(desired.key.kind()))
            .thenComparing(desired -> desired.key.namespace())
            .thenComparing(desired -> desired.key.name());

    private static int rank(String kind) {
        var at = KINDS.indexOf(kind);
        return at < 0 ? KINDS.size() : at;
    }

    static List<Desired> of(ObjectNode application, List<ObjectNode> manifests, Api api) {
        var into = Json.text(application, "spec.destination.namespace");
        var all = new ArrayList<Desired>();
        for (var given : manifests) {
            var manifest = given.deepCopy();
            var served = api.served(manifest);
            if (served.isPresent() && !served.get().namespaced()) {
                Json.meta(manifest).remove("namespace");
            } else if (Json.namespace(manifest).isEmpty()) {
                Json.meta(manifest).put("namespace", into);
            }
            manifest.remove("status");
            encode(manifest);
            var key = Key.of(manifest);
            var annotations = Json.ensure(manifest, "metadata.annotations");
            annotations.put(Names.TRACKING, key.tracking(Json.name(application)));
            all.add(new Desired(
                    manifest,
                    key,
                    wave(manifest),
                    annotations.path("argocd.argoproj.io/hook").asString("")));
        }
        return all;
    }

    private static void encode(ObjectNode manifest) {
        if (manifest.remove("stringData") instanceof ObjectNode plain) {
            var data = Json.ensure(manifest, "data");
            plain.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(
                                            entry.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
        }
    }

    static int wave(ObjectNode object) {
        var text = object.path("metadata")
                .path("annotations")
                .path("argocd.argoproj.io/sync-wave")
                .asString("0");
        return text.matches("-?[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    /** Whether the manifest or the application asks for an option of the sync. */
    boolean option(String option) {
        return manifest.path("metadata")
                .path("annotations")
                .path("argocd.argoproj.io/sync-options")
                .asString("")
                .contains(option);
    }
}
