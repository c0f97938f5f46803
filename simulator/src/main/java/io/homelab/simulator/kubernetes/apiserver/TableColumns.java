package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.kubernetes.apiserver.Tables.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns of the kinds that people look at most. */
final class TableColumns {
    private TableColumns() {}

    static List<Column> of(ResourceType type) {
        return switch (type.qualified()) {
            case "nodes" ->
                List.of(
                        text("Status", TableColumns::nodeStatus),
                        text("Roles", TableColumns::roles),
                        text("Version", "status.nodeInfo.kubeletVersion"),
                        wide("Internal-IP", o -> address(o, "InternalIP")),
                        wide("External-IP", o -> address(o, "ExternalIP")),
                        wide("OS-Image", o -> Json.text(o, "status.nodeInfo.osImage")),
                        wide("Kernel-Version", o -> Json.text(o, "status.nodeInfo.kernelVersion")),
                        wide("Container-Runtime", o -> Json.text(o, "status.nodeInfo.containerRuntimeVersion")));
            case "pods" ->
                List.of(
                        text(
                                "Ready",
                                o -> count(Json.at(o, "status.containerStatuses"), "ready") + "/"
                                        + Json.at(o, "spec.containers").size()),
                        text("Status", TableColumns::podStatus),
                        text(
                                "Restarts",
                                o -> Integer.toString(Json.number(
                                        Json.at(o, "status.containerStatuses").path(0), "restartCount", 0))),
                        wide("IP", o -> none(Json.text(o, "status.podIP"))),
                        wide("Node", o -> none(Json.text(o, "spec.nodeName"))),
                        wide("Nominated Node", o -> "<none>"),
                        wide("Readiness Gates", o -> "<none>"));
            case "deployments.apps" ->
                List.of(
                        text(
                                "Ready",
                                o -> Json.number(o, "status.readyReplicas", 0) + "/"
                                        + Json.number(o, "spec.replicas", 0)),
                        number("Up-to-date", "status.updatedReplicas"),
                        number("Available", "status.availableReplicas"),
                        wide("Containers", o -> containers(o, "name")),
                        wide("Images", o -> containers(o, "image")),
                        wide("Selector", TableColumns::selector));
            case "replicasets.apps" ->
                List.of(
                        number("Desired", "spec.replicas"),
                        number("Current", "status.replicas"),
                        number("Ready", "status.readyReplicas"),
                        wide("Containers", o -> containers(o, "name")),
                        wide("Images", o -> containers(o, "image")),
                        wide("Selector", TableColumns::selector));
            case "statefulsets.apps" ->
                List.of(
                        text(
                                "Ready",
                                o -> Json.number(o, "status.readyReplicas", 0) + "/"
                                        + Json.number(o, "spec.replicas", 0)),
                        wide("Containers", o -> containers(o, "name")),
                        wide("Images", o -> containers(o, "image")));
            case "daemonsets.apps" ->
                List.of(
                        number("Desired", "status.desiredNumberScheduled"),
                        number("Current", "status.currentNumberScheduled"),
                        number("Ready", "status.numberReady"),
                        number("Up-to-date", "status.updatedNumberScheduled"),
                        number("Available", "status.numberAvailable"),
                        text("Node Selector", o -> Column.pairs(Json.at(o, "spec.template.spec.nodeSelector"))),
                        wide("Containers", o -> containers(o, "name")),
                        wide("Images", o -> containers(o, "image")),
                        wide("Selector", TableColumns::selector));
            case "jobs.batch" ->
                List.of(
                        text(
                                "Status",
                                o -> Json.number(o, "status.succeeded", 0) >= Json.number(o, "spec.completions", 1)
                                        ? "Complete"
                                        : "Running"),
                        text(
                                "Completions",
                                o -> Json.number(o, "status.succeeded", 0) + "/"
                                        + Json.number(o, "spec.completions", 1)));
            case "namespaces" -> List.of(text("Status", "status.phase"));
            case "services" ->
                List.of(
                        text("Type", "spec.type"),
                        text("Cluster-IP", "spec.clusterIP"),
                        text("External-IP", o -> "<none>"),
                        text("Port(s)", TableColumns::ports),
                        wide("Selector", o -> Column.pairs(Json.at(o, "spec.selector"))));
            case "configmaps" ->
                List.of(text("Data", o -> Integer.toString(o.path("data").size())));
            case "secrets" ->
                List.of(
                        text("Type", "type"),
                        text("Data", o -> Integer.toString(o.path("data").size())));
            case "events" ->
                List.of(
                        text("Type", "type"),
                        text("Reason", "reason"),
                        text("Object", TableColumns::involved),
                        text("Message", "message"),
                        wide("Name", Json::name));
            case "cronjobs.batch" ->
                List.of(
                        text("Schedule", "spec.schedule"),
                        text("Timezone", o -> none(Json.text(o, "spec.timeZone"))),
                        text("Suspend", o -> Json.at(o, "spec.suspend").asBoolean(false) ? "True" : "False"),
                        number("Active", o -> Json.at(o, "status.active").size()),
                        text("Last Schedule", o -> "<none>"));
            default -> OtherColumns.of(type);
        };
    }

    private static Column text(String name, String path) {
        return Column.at(name, path);
    }

    private static Column text(String name, Function<ObjectNode, String> cell) {
        return Column.text(name, cell);
    }

    private static Column wide(String name, Function<ObjectNode, String> cell) {
        return Column.wide(name, cell);
    }

    private static Column number(String name, String path) {
        return Column.number(name, o -> Json.number(o, path, 0));
    }

    private static Column number(String name, ToIntFunction<ObjectNode> cell) {
        return Column.number(name, cell);
    }

    private static String none(String text) {
        return Column.some(text);
    }

    private static String containers(ObjectNode workload, String field) {
        var all = new ArrayList<String>();
        Json.at(workload, "spec.template.spec.containers").forEach(c -> all.add(Json.text(c, field)));
        return String.join(",", all);
    }

    private static String selector(ObjectNode workload) {
        return Column.pairs(Json.at(workload, "spec.selector.matchLabels"));
    }

    private static String involved(ObjectNode event) {
        return Json.text(event, "involvedObject.kind").toLowerCase(Locale.ROOT) + "/"
                + Json.text(event, "involvedObject.name");
    }

    private static int count(JsonNode items, String field) {
        var count = 0;
        for (var item : items) {
            count += item.path(field).asBoolean(false) ? 1 : 0;
        }
        return count;
    }

    private static String nodeStatus(ObjectNode node) {
        var status = "Unknown";
        for (var condition : Json.at(node, "status.conditions")) {
            if (Json.text(condition, "type").equals("Ready")) {
                status = Json.text(condition, "status").equals("True") ? "Ready" : "NotReady";
            }
        }
        return status + (Json.at(node, "spec.unschedulable").asBoolean(false) ? ",SchedulingDisabled" : "");
    }

    private static String roles(ObjectNode node) {
        var roles = Json.at(node, "metadata.labels").propertyNames().stream()
                .filter(label -> label.startsWith("node-role.kubernetes.io/"))
                .map(label -> label.substring(label.indexOf('/') + 1))
                .sorted()
                .toList();
        return none(String.join(",", roles));
    }

    private static String address(ObjectNode node, String type) {
        for (var address : Json.at(node, "status.addresses")) {
            if (Json.text(address, "type").equals(type)) {
                return Json.text(address, "address");
            }
        }
        return "<none>";
    }

    private static String podStatus(ObjectNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        for (var container : Json.at(pod, "status.containerStatuses")) {
            var waiting = Json.text(container, "state.waiting.reason");
            if (!waiting.isEmpty()) {
                return waiting;
            }
        }
        var phase = Json.text(pod, "status.phase");
        return phase.equals("Succeeded") ? "Completed" : phase;
    }

    private static String ports(ObjectNode service) {
        var ports = new ArrayList<String>();
        Json.at(service, "spec.ports").forEach(p -> ports.add(Json.text(p, "port") + "/" + Json.text(p, "protocol")));
        return none(String.join(",", ports));
    }
}
