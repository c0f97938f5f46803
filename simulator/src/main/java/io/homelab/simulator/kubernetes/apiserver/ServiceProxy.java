package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What answers behind {@code …/services/NAME:PORT/proxy/PATH}: exporters that the lab knows and servers of files, as long
 * as a pod of theirs is ready. Metrics' names and labels are those of kube-state-metrics 2.13 and Argo CD 3.
 */
final class ServiceProxy {
    private final Registry registry;
    private final Pages pages;

    ServiceProxy(Registry registry, Containers containers) {
        this.registry = registry;
        pages = new Pages(registry, containers);
    }

    Endpoint.Answer answer(ApiRequest request) {
        var parts = request.name().split(":", -1);
        var service = parts.length == 3 ? parts[1] : parts[0];
        var door = "/services/" + request.name() + "/proxy";
        var path = request.path().substring(request.path().indexOf(door) + door.length());
        if (!hasReadyPod(request.namespace(), service)) {
            throw new ApiError(
                    503, "ServiceUnavailable", "no endpoints available for service \"" + request.name() + "\"", null);
        }
        if (path.equals("/metrics") && service.equals("kube-state-metrics")) {
            return plain(clusterState());
        }
        if (path.equals("/metrics") && service.equals("argocd-metrics")) {
            return plain(applications());
        }
        return pages.answer(request.namespace(), service, path)
                .orElseThrow(() -> new ApiError(404, "NotFound", "404 page not found", null));
    }

    private boolean hasReadyPod(String namespace, String service) {
        return list("endpoints", "", namespace).stream()
                .filter(endpoints ->
                        Json.meta(endpoints).path("name").asString("").equals(service))
                .flatMap(endpoints -> endpoints.path("subsets").valueStream())
                .anyMatch(subset -> !subset.path("addresses").isEmpty());
    }

    private String clusterState() {
        var page = new Exposition().metric("kube_node_info", "gauge", "Information about a cluster node.");
        var nodes = list("nodes", "", "");
        nodes.forEach(node -> page.sample("kube_node_info", Map.of("node", name(node)), 1));
        page.metric("kube_node_status_condition", "gauge", "The condition of a cluster node.");
        nodes.forEach(node -> conditions(page, "kube_node_status_condition", "node", node));
        page.metric(
                "kube_pod_container_status_restarts_total",
                "counter",
                "The number of container restarts per container.");
        for (var pod : list("pods", "", "")) {
            for (var status : pod.path("status").path("containerStatuses")) {
                var labels = named(pod, "pod");
                labels.put("container", status.path("name").asString(""));
                page.sample(
                        "kube_pod_container_status_restarts_total",
                        labels,
                        status.path("restartCount").asInt(0));
            }
        }
        page.metric(
                "kube_deployment_status_replicas_unavailable",
                "gauge",
                "The number of unavailable replicas per deployment.");
        list("deployments", "apps", "")
                .forEach(deployment -> page.sample(
                        "kube_deployment_status_replicas_unavailable",
                        named(deployment, "deployment"),
                        deployment.path("status").path("unavailableReplicas").asInt(0)));
        return page.toString();
    }

    private String applications() {
        var page = new Exposition().metric("argocd_app_info", "gauge", "Information about application.");
        for (var application : list("applications", "argoproj.io", "")) {
            var status = application.path("status");
            var labels = named(application, "name");
            labels.put("project", application.path("spec").path("project").asString(""));
            labels.put("health_status", status.path("health").path("status").asString("Unknown"));
            labels.put("sync_status", status.path("sync").path("status").asString("Unknown"));
            page.sample("argocd_app_info", labels, 1);
        }
        return page.toString();
    }

    private static void conditions(Exposition page, String metric, String label, ObjectNode object) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            for (var status : new String[] {"true", "false", "unknown"}) {
                var labels = new TreeMap<String, String>();
                labels.put(label, name(object));
                labels.put("condition", condition.path("type").asString(""));
                labels.put("status", status);
                page.sample(
                        metric, labels, condition.path("status").asString("").equalsIgnoreCase(status) ? 1 : 0);
            }
        }
    }

    private List<ObjectNode> list(String plural, String group, String namespace) {
        return registry.catalog().all().stream()
                .filter(type -> type.plural().equals(plural) && type.group().equals(group))
                .findFirst()
                .map(type -> registry.list(type, namespace))
                .orElse(List.of());
    }

    private static TreeMap<String, String> named(ObjectNode object, String label) {
        var labels = new TreeMap<String, String>();
        labels.put("namespace", Json.meta(object).path("namespace").asString(""));
        labels.put(label, name(object));
        return labels;
    }

    private static String name(ObjectNode object) {
        return Json.meta(object).path("name").asString("");
    }

    private static Endpoint.Answer plain(String page) {
        return new Endpoint.Answer(200, Json.object().put("text/plain", page));
    }
}
