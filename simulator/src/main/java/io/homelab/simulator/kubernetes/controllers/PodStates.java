package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.apiserver.Json;
import tools.jackson.databind.node.ObjectNode;

/** Statuses of pods as kubelets write them. */
final class PodStates {
    private PodStates() {}

    /** Whether the pod ends by itself. */
    static boolean finite(ObjectNode pod) {
        for (var owner : Json.at(pod, "metadata.ownerReferences")) {
            if (Json.text(owner, "kind").equals("Job")) {
                return true;
            }
        }
        return false;
    }

    static void waiting(Api api, ObjectNode pod, KubeletMachine machine, String reason, String message, int restarts) {
        write(
                api,
                pod,
                machine,
                restarts > 0 ? "Running" : "Pending",
                false,
                status -> status.putObject("state")
                        .putObject("waiting")
                        .put("reason", reason)
                        .put("message", message),
                restarts,
                false);
    }

    static void running(Api api, ObjectNode pod, KubeletMachine machine, boolean host) {
        var since = Json.text(pod, "status.startTime");
        write(
                api,
                pod,
                machine,
                "Running",
                true,
                status -> status.putObject("state")
                        .putObject("running")
                        .put("startedAt", since.isEmpty() ? api.now() : since),
                0,
                !host);
    }

    static void succeeded(Api api, ObjectNode pod, KubeletMachine machine) {
        write(
                api,
                pod,
                machine,
                "Succeeded",
                false,
                status -> status.putObject("state")
                        .putObject("terminated")
                        .put("exitCode", 0)
                        .put("reason", "Completed")
                        .put("finishedAt", api.now()),
                0,
                true);
    }

    /** An init container runs, and the others wait for its end. */
    static void initializing(Api api, ObjectNode pod, KubeletMachine machine, String container) {
        waiting(api, pod, machine, "PodInitializing", "", 0);
        api.status("pods", pod, status -> {
            Conditions.set(
                    status,
                    "Initialized",
                    "False",
                    "ContainersNotInitialized",
                    "containers with incomplete status: [" + container + "]",
                    api.now());
            status.putArray("initContainerStatuses")
                    .addObject()
                    .put("name", container)
                    .put("ready", false)
                    .put("started", true)
                    .put("restartCount", 0)
                    .putObject("state")
                    .putObject("running")
                    .put("startedAt", Json.text(status, "startTime"));
        });
    }

    /** An init container ended well. */
    static void initialized(Api api, ObjectNode pod, String container) {
        api.status("pods", pod, status -> status.putArray("initContainerStatuses")
                .addObject()
                .put("name", container)
                .put("ready", true)
                .put("started", false)
                .put("restartCount", 0)
                .putObject("state")
                .putObject("terminated")
                .put("exitCode", 0)
                .put("reason", "Completed")
                .put("finishedAt", api.now()));
    }

    private static void write(
            Api api,
            ObjectNode pod,
            KubeletMachine machine,
            String phase,
            boolean ready,
            java.util.function.Consumer<ObjectNode> state,
            int restarts,
            boolean address) {
        api.status("pods", pod, status -> {
            var now = api.now();
            status.put("phase", phase).put("hostIP", machine.address());
            if (Json.text(status, "startTime").isEmpty()) {
                status.put("startTime", now);
            }
            if (ready) {
                var ip = address ? podIp(pod, machine) : machine.address();
                status.put("podIP", ip).putArray("podIPs").addObject().put("ip", ip);
            }
            var value = ready ? "True" : "False";
            var why = ready ? "" : phase.equals("Succeeded") ? "PodCompleted" : "ContainersNotReady";
            Conditions.set(status, "PodScheduled", "True", "", "", now);
            if (!Json.at(status, "initContainerStatuses").path(0).path("state").has("running")) {
                Conditions.set(status, "Initialized", "True", "", "", now);
            }
            Conditions.set(status, "ContainersReady", value, why, "", now);
            Conditions.set(status, "Ready", value, why, "", now);
            var containers = status.putArray("containerStatuses");
            for (var container : Json.at(pod, "spec.containers")) {
                var one = containers
                        .addObject()
                        .put("name", Json.text(container, "name"))
                        .put("image", Json.text(container, "image"))
                        .put("imageID", Json.text(container, "image"))
                        .put("ready", ready)
                        .put("started", ready)
                        .put("restartCount", restarts);
                state.accept(one);
            }
        });
    }

    private static String podIp(ObjectNode pod, KubeletMachine machine) {
        var third = machine.address().substring(machine.address().lastIndexOf('.') + 1);
        return "10.244." + third + "." + (2 + Math.floorMod(Json.uid(pod).hashCode(), 250));
    }
}
