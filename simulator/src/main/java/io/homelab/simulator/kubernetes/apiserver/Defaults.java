package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Values that the API server fills in. */
final class Defaults {
    private Defaults() {}

    static void fill(ResourceType type, ObjectNode object) {
        var meta = Json.meta(object);
        for (var name : List.of("annotations", "labels", "finalizers", "ownerReferences")) {
            if (meta.path(name).isContainer() && meta.path(name).isEmpty()) {
                meta.remove(name);
            }
        }
        switch (type.qualified()) {
            case "pods" -> {
                var spec = Json.ensure(object, "spec");
                pod(spec);
                absent(spec, "serviceAccountName", "default");
                absent(spec, "serviceAccount", Json.text(spec, "serviceAccountName"));
            }
            case "deployments.apps" -> {
                var spec = workload(object);
                absent(spec, "replicas", 1);
                absent(spec, "revisionHistoryLimit", 10);
                absent(spec, "progressDeadlineSeconds", 600);
                if (!spec.has("strategy")) {
                    spec.set(
                            "strategy",
                            Json.of(
                                    "{'type':'RollingUpdate','rollingUpdate':{'maxSurge':'25%','maxUnavailable':'25%'}}"));
                }
            }
            case "replicasets.apps", "replicationcontrollers" -> absent(workload(object), "replicas", 1);
            case "statefulsets.apps" -> {
                absent(workload(object), "replicas", 1);
                absent(workload(object), "podManagementPolicy", "OrderedReady");
            }
            case "daemonsets.apps" -> {
                if (!workload(object).has("updateStrategy")) {
                    workload(object)
                            .set(
                                    "updateStrategy",
                                    Json.of(
                                            "{'type':'RollingUpdate','rollingUpdate':{'maxSurge':0,'maxUnavailable':1}}"));
                }
            }
            case "jobs.batch" -> {
                absent(workload(object), "parallelism", 1);
                absent(workload(object), "completions", 1);
                absent(workload(object), "backoffLimit", 6);
            }
            case "services" -> service(Json.ensure(object, "spec"));
            case "namespaces" -> {
                if (!Json.at(object, "spec.finalizers").isArray()) {
                    Json.ensure(object, "spec").putArray("finalizers").add("kubernetes");
                }
                Json.ensure(object, "status").put("phase", "Active");
                Json.ensure(object, "metadata.labels").put("kubernetes.io/metadata.name", Json.name(object));
            }
            case "persistentvolumeclaims" -> {
                absent(Json.ensure(object, "spec"), "volumeMode", "Filesystem");
                if (!object.has("status")) {
                    Json.ensure(object, "status").put("phase", "Pending");
                }
            }
            case "secrets" -> secret(object);
            default -> {
                if (type.custom()) {
                    CustomObjects.fill(type, object);
                }
            }
        }
    }

    private static void secret(ObjectNode object) {
        absent(object, "type", "Opaque");
        if (object.get("stringData") instanceof ObjectNode plain) {
            var data = Json.ensure(object, "data");
            plain.properties()
                    .forEach(e -> data.put(
                            e.getKey(),
                            java.util.Base64.getEncoder()
                                    .encodeToString(e.getValue()
                                            .asString("")
                                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            object.remove("stringData");
        }
    }

    private static ObjectNode workload(ObjectNode object) {
        var spec = Json.ensure(object, "spec");
        if (spec.path("template").path("spec") instanceof ObjectNode pod) {
            pod(pod);
        }
        return spec;
    }

    private static void pod(ObjectNode spec) {
        absent(spec, "restartPolicy", "Always");
        absent(spec, "dnsPolicy", "ClusterFirst");
        absent(spec, "schedulerName", "default-scheduler");
        absent(spec, "terminationGracePeriodSeconds", 30);
        if (!spec.has("securityContext")) {
            spec.putObject("securityContext");
        }
        containers(spec.path("containers"));
        containers(spec.path("initContainers"));
    }

    private static void containers(JsonNode containers) {
        for (var item : containers) {
            var container = (ObjectNode) item;
            var image = Json.text(container, "image");
            absent(
                    container,
                    "imagePullPolicy",
                    image.endsWith(":latest") || !image.contains(":") ? "Always" : "IfNotPresent");
            absent(container, "terminationMessagePath", "/dev/termination-log");
            absent(container, "terminationMessagePolicy", "File");
            if (!container.has("resources")) {
                container.putObject("resources");
            }
            protocol(container.path("ports"));
        }
    }

    private static void protocol(JsonNode ports) {
        ports.forEach(port -> absent((ObjectNode) port, "protocol", "TCP"));
    }

    private static void service(ObjectNode spec) {
        absent(spec, "type", "ClusterIP");
        absent(spec, "sessionAffinity", "None");
        protocol(spec.path("ports"));
        spec.path("ports").forEach(port -> {
            if (!port.has("targetPort")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        });
        if (!spec.has("clusterIP") && !Json.text(spec, "type").equals("ExternalName")) {
            var random = ThreadLocalRandom.current();
            spec.put("clusterIP", "10.96." + random.nextInt(1, 256) + "." + random.nextInt(2, 255));
        }
        if (spec.has("clusterIP") && !spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(Json.text(spec, "clusterIP"));
        }
    }

    private static void absent(ObjectNode object, String name, String value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static void absent(ObjectNode object, String name, int value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }
}
