package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.apiserver.Tables.Column;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns of the kinds that stand around workloads. */
final class OtherColumns {
    private OtherColumns() {}

    static List<Column> of(ResourceType type) {
        return switch (type.qualified()) {
            case "endpoints" ->
                List.of(Column.text("Endpoints", o -> {
                    var all = new ArrayList<String>();
                    for (var subset : o.path("subsets")) {
                        var port = subset.path("ports").path(0).path("port").asString("");
                        subset.path("addresses")
                                .forEach(a -> all.add(Json.text(a, "ip") + (port.isEmpty() ? "" : ":" + port)));
                    }
                    return Column.some(all);
                }));
            case "endpointslices.discovery.k8s.io" ->
                List.of(
                        Column.at("AddressType", "addressType"),
                        Column.text("Ports", o -> {
                            var all = new ArrayList<String>();
                            o.path("ports").forEach(p -> all.add(Json.text(p, "port")));
                            return all.isEmpty() ? "<unset>" : String.join(",", all);
                        }),
                        Column.text("Endpoints", o -> {
                            var all = new ArrayList<String>();
                            o.path("endpoints").forEach(e -> e.path("addresses").forEach(a -> all.add(a.asString(""))));
                            return all.isEmpty() ? "<unset>" : String.join(",", all);
                        }));
            case "ingresses.networking.k8s.io" ->
                List.of(
                        Column.text("Class", o -> Column.some(Json.text(o, "spec.ingressClassName"))),
                        Column.text("Hosts", o -> {
                            var all = new ArrayList<String>();
                            Json.at(o, "spec.rules").forEach(r -> all.add(Json.text(r, "host")));
                            all.removeIf(String::isEmpty);
                            return all.isEmpty() ? "*" : String.join(",", all);
                        }),
                        Column.text("Address", o -> ""),
                        Column.text("Ports", o -> o.path("spec").has("tls") ? "80, 443" : "80"));
            case "ingressclasses.networking.k8s.io" ->
                List.of(Column.at("Controller", "spec.controller"), Column.text("Parameters", o -> "<none>"));
            case "networkpolicies.networking.k8s.io" ->
                List.of(Column.text("Pod-Selector", o -> Column.pairs(Json.at(o, "spec.podSelector.matchLabels"))));
            case "serviceaccounts" ->
                List.of(Column.number("Secrets", o -> o.path("secrets").size()));
            case "roles.rbac.authorization.k8s.io",
                    "clusterroles.rbac.authorization.k8s.io",
                    "customresourcedefinitions.apiextensions.k8s.io" ->
                List.of(Column.at("Created At", "metadata.creationTimestamp"));
            case "rolebindings.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io" ->
                List.of(
                        Column.text("Role", o -> Json.text(o, "roleRef.kind") + "/" + Json.text(o, "roleRef.name")),
                        Column.wide("Users", o -> subjects(o, "User")),
                        Column.wide("Groups", o -> subjects(o, "Group")),
                        Column.wide("ServiceAccounts", o -> subjects(o, "ServiceAccount")));
            case "leases.coordination.k8s.io" -> List.of(Column.at("Holder", "spec.holderIdentity"));
            case "persistentvolumes" ->
                List.of(
                        Column.at("Capacity", "spec.capacity.storage"),
                        Column.text("Access Modes", o -> modes(Json.at(o, "spec.accessModes"))),
                        Column.at("Reclaim Policy", "spec.persistentVolumeReclaimPolicy"),
                        Column.at("Status", "status.phase"),
                        Column.text("Claim", OtherColumns::claim),
                        Column.at("StorageClass", "spec.storageClassName"),
                        Column.text("VolumeAttributesClass", o -> "<unset>"),
                        Column.at("Reason", "status.reason"));
            case "persistentvolumeclaims" ->
                List.of(
                        Column.at("Status", "status.phase"),
                        Column.at("Volume", "spec.volumeName"),
                        Column.at("Capacity", "status.capacity.storage"),
                        Column.text("Access Modes", o -> modes(Json.at(o, "status.accessModes"))),
                        Column.at("StorageClass", "spec.storageClassName"),
                        Column.text("VolumeAttributesClass", o -> "<unset>"),
                        Column.wide("VolumeMode", o -> Column.some(Json.text(o, "spec.volumeMode"))));
            case "storageclasses.storage.k8s.io" ->
                List.of(
                        Column.at("Provisioner", "provisioner"),
                        Column.text("ReclaimPolicy", o -> or(Json.text(o, "reclaimPolicy"), "Delete")),
                        Column.text("VolumeBindingMode", o -> or(Json.text(o, "volumeBindingMode"), "Immediate")),
                        Column.text("AllowVolumeExpansion", o -> or(Json.text(o, "allowVolumeExpansion"), "false")));
            case "poddisruptionbudgets.policy" ->
                List.of(
                        Column.text("Min Available", o -> or(Json.text(o, "spec.minAvailable"), "N/A")),
                        Column.text("Max Unavailable", o -> or(Json.text(o, "spec.maxUnavailable"), "N/A")),
                        Column.number("Allowed Disruptions", o -> Json.number(o, "status.disruptionsAllowed", 0)));
            case "horizontalpodautoscalers.autoscaling" ->
                List.of(
                        Column.text(
                                "Reference",
                                o -> Json.text(o, "spec.scaleTargetRef.kind") + "/"
                                        + Json.text(o, "spec.scaleTargetRef.name")),
                        Column.text("Targets", o -> "<unknown>"),
                        Column.text("MinPods", o -> or(Json.text(o, "spec.minReplicas"), "1")),
                        Column.at("MaxPods", "spec.maxReplicas"),
                        Column.number("Replicas", o -> Json.number(o, "status.currentReplicas", 0)));
            case "priorityclasses.scheduling.k8s.io" ->
                List.of(
                        Column.at("Value", "value"),
                        Column.text("Global-Default", o -> or(Json.text(o, "globalDefault"), "false")));
            default -> List.of();
        };
    }

    /** Whether the last plain column is the age; a few kinds show when they were made instead. */
    static boolean aged(ResourceType type) {
        return !type.qualified().equals("events")
                && of(type).stream().noneMatch(column -> column.name().equals("Created At"));
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String subjects(ObjectNode binding, String kind) {
        var all = new ArrayList<String>();
        for (var subject : binding.path("subjects")) {
            if (Json.text(subject, "kind").equals(kind)) {
                var namespace = Json.text(subject, "namespace");
                all.add((namespace.isEmpty() ? "" : namespace + "/") + Json.text(subject, "name"));
            }
        }
        return String.join(", ", all);
    }

    private static String claim(ObjectNode volume) {
        var claim = Json.at(volume, "spec.claimRef");
        return claim.isObject() ? Json.text(claim, "namespace") + "/" + Json.text(claim, "name") : "";
    }

    private static String modes(JsonNode modes) {
        var all = new ArrayList<String>();
        modes.forEach(mode -> all.add(
                switch (mode.asString("")) {
                    case "ReadWriteOnce" -> "RWO";
                    case "ReadOnlyMany" -> "ROX";
                    case "ReadWriteMany" -> "RWX";
                    case "ReadWriteOncePod" -> "RWOP";
                    default -> mode.asString("");
                }));
        return String.join(",", all);
    }
}
