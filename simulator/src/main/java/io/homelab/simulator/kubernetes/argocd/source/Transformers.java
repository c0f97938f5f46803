package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Namespace, names, labels, annotations, replicas and images of a kustomization. */
final class Transformers {
    private static final Set<String> CLUSTER = Set.of(
            "Namespace",
            "CustomResourceDefinition",
            "ClusterRole",
            "ClusterRoleBinding",
            "PersistentVolume",
            "StorageClass",
            "PriorityClass",
            "IngressClass",
            "GatewayClass",
            "Node",
            "ValidatingWebhookConfiguration",
            "MutatingWebhookConfiguration",
            "ClusterIssuer",
            "ClusterSecretStore",
            "ClusterExternalSecret",
            "APIService",
            "VolumeSnapshotClass",
            "RuntimeClass",
            "CSIDriver");
    private static final Set<String> UNNAMED = Set.of("CustomResourceDefinition", "APIService", "Namespace");
    private static final Set<String> SCALED =
            Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

    private final ObjectNode kustomization;

    Transformers(ObjectNode kustomization) {
        this.kustomization = kustomization;
    }

    void apply(List<Item> items) {
        var namespace = Json.text(kustomization, "namespace");
        for (var item : items) {
            if (!namespace.isEmpty()) {
                namespace(item, namespace);
            }
            var named = Json.text(kustomization, "namePrefix") + item.name() + Json.text(kustomization, "nameSuffix");
            if (!named.equals(item.name()) && !UNNAMED.contains(item.kind())) {
                item.rename(named);
            }
            for (var labels : kustomization.path("labels")) {
                labels(item, labels);
            }
            label(item, kustomization.path("commonLabels"), true, true);
            annotate(item.object(), kustomization.path("commonAnnotations"));
        }
        kustomization.path("replicas").forEach(replicas -> scale(items, replicas));
        kustomization.path("images").forEach(image -> items.forEach(item -> Images.change(item.object(), image)));
    }

    private static void namespace(Item item, String namespace) {
        if (item.kind().equals("Namespace")) {
            item.rename(namespace);
            return;
        }
        if (!CLUSTER.contains(item.kind())) {
            Json.meta(item.object()).put("namespace", namespace);
        }
        if (item.kind().endsWith("RoleBinding")) {
            for (var subject : item.object().path("subjects")) {
                // Only accounts without a namespace of their own follow, and the default one.
                var account = Json.text(subject, "kind").equals("ServiceAccount");
                if (account && (Json.text(subject, "name").equals("default") || !subject.has("namespace"))) {
                    ((ObjectNode) subject).put("namespace", namespace);
                }
            }
        }
    }

    private static void labels(Item item, JsonNode labels) {
        for (var field : labels.propertyNames()) {
            if (!Set.of("pairs", "includeSelectors", "includeTemplates").contains(field)) {
                throw new SourceFailed("the simulated kustomize knows no '" + field + "' of labels");
            }
        }
        var selectors = labels.path("includeSelectors").asBoolean(false);
        label(
                item,
                labels.path("pairs"),
                selectors,
                selectors || labels.path("includeTemplates").asBoolean(false));
    }

    private static void label(Item item, JsonNode pairs, boolean selectors, boolean templates) {
        if (pairs.isEmpty()) {
            return;
        }
        var object = item.object();
        put(object, "metadata.labels", pairs);
        if (templates && object.path("spec").path("template").isObject()) {
            put(object, "spec.template.metadata.labels", pairs);
        }
        var job = object.path("spec").path("jobTemplate");
        if (templates && job.isObject()) {
            put(object, "spec.jobTemplate.metadata.labels", pairs);
            put(object, "spec.jobTemplate.spec.template.metadata.labels", pairs);
        }
        if (selectors) {
            switch (item.kind()) {
                case "Service", "ReplicationController" -> {
                    if (item.kind().equals("ReplicationController")
                            || object.path("spec").has("selector")) {
                        put(object, "spec.selector", pairs);
                    }
                }
                case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" ->
                    put(object, "spec.selector.matchLabels", pairs);
                default -> {}
            }
        }
    }

    private static void put(ObjectNode object, String path, JsonNode pairs) {
        var into = Json.ensure(object, path);
        pairs.properties()
                .forEach(pair -> into.put(pair.getKey(), pair.getValue().asString("")));
    }

    private static void annotate(ObjectNode object, JsonNode pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        put(object, "metadata.annotations", pairs);
        if (object.path("spec").path("template").isObject()) {
            put(object, "spec.template.metadata.annotations", pairs);
        }
    }

    private static void scale(List<Item> items, JsonNode replicas) {
        var found = new ArrayList<Item>();
        for (var item : items) {
            if (SCALED.contains(item.kind()) && item.everNamed(Json.text(replicas, "name"))) {
                Json.ensure(item.object(), "spec").put("replicas", Json.number(replicas, "count", 0));
                found.add(item);
            }
        }
        if (found.isEmpty()) {
            throw new SourceFailed("resource with name " + Json.text(replicas, "name")
                    + " does not match a config with the following GVK [Deployment ReplicationController ReplicaSet"
                    + " StatefulSet]");
        }
    }
}
