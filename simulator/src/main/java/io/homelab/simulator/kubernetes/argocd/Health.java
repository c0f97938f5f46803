package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a resource is, by the rules that Argo CD has built in; empty for kinds without any. */
record Health(String status, String message) {
    /** From the best to the worst. */
    private static final List<String> ORDER =
            List.of("Healthy", "Suspended", "Progressing", "Missing", "Degraded", "Unknown");

    static final Health HEALTHY = new Health("Healthy", "");

    boolean is(String other) {
        return status.equals(other);
    }

    boolean worseThan(Health other) {
        return ORDER.indexOf(status) > ORDER.indexOf(other.status);
    }

    /** @param applications whether argocd-cm has a health check of Applications */
    static Optional<Health> of(ObjectNode live, boolean applications) {
        if (live.path("metadata").has("deletionTimestamp")) {
            return Optional.of(new Health("Progressing", "Pending deletion"));
        }
        return switch (Key.of(live).group() + "/" + Json.text(live, "kind")) {
            case "apps/Deployment" -> Optional.of(deployment(live));
            case "apps/StatefulSet" -> Optional.of(statefulSet(live));
            case "apps/DaemonSet" -> Optional.of(daemonSet(live));
            case "/Pod" -> Optional.of(pod(live));
            case "/Service" -> Optional.of(service(live));
            case "/PersistentVolumeClaim" -> Optional.of(claim(live));
            case "batch/Job" -> Optional.of(job(live));
            case "argoproj.io/Application" -> applications ? Optional.of(application(live)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Health progressing(String message) {
        return new Health("Progressing", message);
    }

    private static boolean unobserved(ObjectNode live) {
        return Json.number(live, "metadata.generation", 0) > Json.number(live, "status.observedGeneration", 0);
    }

    private static Health deployment(ObjectNode live) {
        if (Json.at(live, "spec.paused").asBoolean(false)) {
            return new Health("Suspended", "Deployment is paused");
        }
        if (unobserved(live)) {
            return progressing(
                    "Waiting for rollout to finish: observed deployment generation less than desired generation");
        }
        for (var condition : Json.at(live, "status.conditions")) {
            if (Json.text(condition, "type").equals("Progressing")
                    && Json.text(condition, "reason").equals("ProgressDeadlineExceeded")) {
                return new Health("Degraded", "Deployment \"" + Json.name(live) + "\" exceeded its progress deadline");
            }
        }
        var wanted = Json.number(live, "spec.replicas", 1);
        var updated = Json.number(live, "status.updatedReplicas", 0);
        var total = Json.number(live, "status.replicas", 0);
        var available = Json.number(live, "status.availableReplicas", 0);
        if (updated < wanted) {
            return progressing("Waiting for rollout to finish: " + updated + " out of " + wanted
                    + " new replicas have been updated...");
        }
        if (total > updated) {
            return progressing(
                    "Waiting for rollout to finish: " + (total - updated) + " old replicas are pending termination...");
        }
        return available < updated
                ? progressing("Waiting for rollout to finish: " + available + " of " + updated
                        + " updated replicas are available...")
                : HEALTHY;
    }

    private static Health statefulSet(ObjectNode live) {
        if (unobserved(live)) {
            return progressing("Waiting for statefulset spec update to be observed...");
        }
        var wanted = Json.number(live, "spec.replicas", 1);
        if (Json.number(live, "status.readyReplicas", 0) < wanted) {
            return progressing("Waiting for " + wanted + " pods to be ready...");
        }
        var updated = Json.number(live, "status.updatedReplicas", 0);
        return updated < wanted
                ? progressing("waiting for statefulset rolling update to complete " + updated + " pods at revision "
                        + Json.text(live, "status.updateRevision") + "...")
                : HEALTHY;
    }

    private static Health daemonSet(ObjectNode live) {
        if (unobserved(live)) {
            return progressing(
                    "Waiting for rollout to finish: observed daemon set generation less than desired generation");
        }
        var wanted = Json.number(live, "status.desiredNumberScheduled", 0);
        var updated = Json.number(live, "status.updatedNumberScheduled", 0);
        var available = Json.number(live, "status.numberAvailable", 0);
        if (updated < wanted) {
            return progressing("Waiting for daemon set \"" + Json.name(live) + "\" rollout to finish: " + updated
                    + " out of " + wanted + " new pods have been updated...");
        }
        return available < wanted
                ? progressing("Waiting for daemon set \"" + Json.name(live) + "\" rollout to finish: " + available
                        + " of " + wanted + " updated pods are available...")
                : HEALTHY;
    }

    private static Health pod(ObjectNode live) {
        for (var container : Json.at(live, "status.containerStatuses")) {
            var reason = Json.text(container, "state.waiting.reason");
            if (reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff")) {
                return new Health("Degraded", Json.text(container, "state.waiting.message"));
            }
        }
        return switch (Json.text(live, "status.phase")) {
            case "Succeeded" -> HEALTHY;
            case "Failed" -> new Health("Degraded", Json.text(live, "status.message"));
            case "Running" -> {
                for (var condition : Json.at(live, "status.conditions")) {
                    if (Json.text(condition, "type").equals("Ready")
                            && Json.text(condition, "status").equals("True")) {
                        yield HEALTHY;
                    }
                }
                yield progressing("");
            }
            default -> progressing(Json.text(live, "status.message"));
        };
    }

    private static Health service(ObjectNode live) {
        return Json.text(live, "spec.type").equals("LoadBalancer")
                        && Json.at(live, "status.loadBalancer.ingress").isEmpty()
                ? progressing("")
                : HEALTHY;
    }

    private static Health claim(ObjectNode live) {
        return switch (Json.text(live, "status.phase")) {
            case "Bound" -> HEALTHY;
            case "Lost" -> new Health("Degraded", "");
            case "Pending" -> progressing("");
            default -> new Health("Unknown", "");
        };
    }

    private static Health job(ObjectNode live) {
        for (var condition : Json.at(live, "status.conditions")) {
            if (Json.text(condition, "status").equals("True")) {
                switch (Json.text(condition, "type")) {
                    case "Failed" -> {
                        return new Health("Degraded", Json.text(condition, "message"));
                    }
                    case "Complete" -> {
                        return new Health("Healthy", Json.text(condition, "message"));
                    }
                    case "Suspended" -> {
                        return new Health("Suspended", Json.text(condition, "message"));
                    }
                    default -> {}
                }
            }
        }
        return progressing("");
    }

    private static Health application(ObjectNode live) {
        var status = Json.text(live, "status.health.status");
        return status.isEmpty() ? progressing("") : new Health(status, Json.text(live, "status.health.message"));
    }
}
