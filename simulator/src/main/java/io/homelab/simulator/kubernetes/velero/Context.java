package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.kubernetes.time.GoDuration;
import io.homelab.simulator.world.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the parts of one Velero server share.
 *
 * @param namespace the server's own: it minds objects in no other
 * @param cluster the name by which faults speak of this Velero
 */
record Context(Api api, String namespace, Stores stores, Rhythm rhythm, Faults faults, String cluster) {
    List<ObjectNode> list(String resource) {
        return api.list(resource, namespace);
    }

    Optional<ObjectNode> find(String resource, String name) {
        return api.find(resource, namespace, name);
    }

    /** Changes the status of one of Velero's own objects: they have no subresource for it. */
    void status(String resource, ObjectNode object, Consumer<ObjectNode> change) {
        api.status(resource, object, change);
    }

    void phase(String resource, ObjectNode object, String phase) {
        status(resource, object, status -> status.put("phase", phase));
    }

    String now() {
        return rhythm.now().toString();
    }

    Journal journal(String about) {
        return new Journal(rhythm::now, about);
    }

    /** An argument of the server's container, such as {@code default-backup-ttl}. */
    Optional<String> flag(String name) {
        return api.find("deployments.apps", namespace, "velero").stream()
                .flatMap(deployment ->
                        Json.at(deployment, "spec.template.spec.containers").valueStream())
                .flatMap(container -> Json.texts(container.path("args")).stream())
                .filter(argument -> argument.equals("--" + name) || argument.startsWith("--" + name + "="))
                .map(argument -> argument.contains("=") ? argument.substring(argument.indexOf('=') + 1) : "true")
                .findFirst();
    }

    Duration flag(String name, Duration otherwise) {
        return flag(name).map(text -> GoDuration.parse(text, otherwise)).orElse(otherwise);
    }

    /** The version of Kubernetes, as nodes have it. */
    String kubernetes() {
        return api.list("nodes", "").stream()
                .map(node -> Json.text(node, "status.nodeInfo.kubeletVersion"))
                .filter(version -> !version.isEmpty())
                .findFirst()
                .orElse("v0.0.0");
    }

    /** Whether the node agent's pod of a node runs. */
    boolean agentRuns(String node) {
        var set = api.find("daemonsets.apps", namespace, "node-agent");
        return set.isPresent()
                && api
                        .list(
                                "pods",
                                namespace,
                                pod -> Json.text(pod, "spec.nodeName").equals(node)
                                        && Json.text(pod, "status.phase").equals("Running")
                                        && Json.at(pod, "metadata.ownerReferences")
                                                .valueStream()
                                                .anyMatch(owner ->
                                                        Json.text(owner, "uid").equals(Json.uid(set.get()))))
                        .stream()
                        .findAny()
                        .isPresent();
    }

    boolean agentRuns() {
        return find("daemonsets.apps", "node-agent")
                .filter(set -> Json.number(set, "status.numberReady", 0) > 0)
                .isPresent();
    }

    /** Says of what was asked for that it has begun, or what is wrong with it. */
    void judged(ObjectNode status, List<String> mistakes) {
        if (mistakes.isEmpty()) {
            status.put("phase", "InProgress").put("startTimestamp", now());
            status.putObject("hookStatus");
        } else {
            status.put("phase", "FailedValidation").set("validationErrors", Json.strings(mistakes));
        }
    }
}
