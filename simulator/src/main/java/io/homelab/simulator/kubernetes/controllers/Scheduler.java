package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Binds pods to nodes that will have them. */
final class Scheduler implements Controller {
    private final Api api;
    private final Claimed claimed;

    Scheduler(Api api) {
        this.api = api;
        claimed = new Claimed(api);
    }

    @Override
    public void reconcile() {
        for (var pod : api.list("pods", "")) {
            if (Json.text(pod, "spec.nodeName").isEmpty() && !Owners.doomed(pod)) {
                schedule(pod);
            }
        }
    }

    private void schedule(ObjectNode pod) {
        var nodes = api.list("nodes", "");
        var volumes = claimed.obstacle(pod);
        if (!volumes.isEmpty()) {
            unschedulable(pod, "0/" + nodes.size() + " nodes are available: " + volumes + ".");
            return;
        }
        var load = api.list("pods", "").stream()
                .collect(Collectors.groupingBy(p -> Json.text(p, "spec.nodeName"), Collectors.counting()));
        var chosen = nodes.stream()
                .filter(node -> obstacle(pod, node).isEmpty())
                .min(Comparator.comparing(node -> load.getOrDefault(Json.name(node), 0L)));
        if (chosen.isPresent()) {
            var waiting = claimed.waiting(pod);
            if (!waiting.isEmpty()) {
                // The pod is bound to its node when the volumes are there.
                waiting.forEach(claim -> claimed.choose(claim, Json.name(chosen.get())));
                return;
            }
            api.change("pods", pod, "", live -> Json.ensure(live, "spec").put("nodeName", Json.name(chosen.get())));
            api.status("pods", pod, status -> {
                status.put("phase", "Pending");
                Conditions.set(status, "PodScheduled", "True", "", "", api.now());
            });
            Events.normal(
                    api,
                    pod,
                    "default-scheduler",
                    "Scheduled",
                    "Successfully assigned " + Json.namespace(pod) + "/" + Json.name(pod) + " to "
                            + Json.name(chosen.get()));
            return;
        }
        var reasons = new TreeMap<String, Integer>();
        nodes.forEach(node -> reasons.merge(obstacle(pod, node), 1, Integer::sum));
        var message = new StringBuilder("0/" + nodes.size() + " nodes are available:");
        reasons.forEach((reason, count) -> message.append(' ')
                .append(count)
                .append(" node(s) ")
                .append(reason)
                .append('.'));
        unschedulable(pod, message.toString());
    }

    private String obstacle(ObjectNode pod, ObjectNode node) {
        var obstacle = Placement.obstacle(pod, node);
        return obstacle.isEmpty() && !claimed.has(pod, node) ? "had volume node affinity conflict" : obstacle;
    }

    private void unschedulable(ObjectNode pod, String message) {
        api.status("pods", pod, status -> {
            status.put("phase", "Pending");
            Conditions.set(status, "PodScheduled", "False", "Unschedulable", message, api.now());
        });
    }
}
