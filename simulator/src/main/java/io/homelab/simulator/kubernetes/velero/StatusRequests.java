package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Tells who asks which version this is. */
final class StatusRequests {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Map<String, String> PLUGINS = Map.of(
            "velero.io/aws", "ObjectStore",
            "velero.io/pod", "BackupItemAction",
            "velero.io/pv", "BackupItemAction",
            "velero.io/service-account", "BackupItemAction",
            "velero.io/pod-volume-restore", "RestoreItemActionV2",
            "velero.io/restore-pvc", "RestoreItemActionV2");

    private final Context context;

    StatusRequests(Context context) {
        this.context = context;
    }

    void reconcile() {
        for (var request : context.list(Names.STATUS_REQUESTS)) {
            if (!Names.phase(request).equals("Processed")) {
                process(request);
            } else if (Instant.parse(Json.text(request, "status.processedTimestamp"))
                    .plus(KEPT)
                    .isBefore(context.rhythm().now())) {
                context.api().delete(Names.STATUS_REQUESTS, request, Deletion.BACKGROUND);
            }
        }
    }

    private void process(ObjectNode request) {
        context.status(Names.STATUS_REQUESTS, request, status -> {
            status.put("phase", "Processed")
                    .put("processedTimestamp", context.now())
                    .put("serverVersion", version());
            var plugins = status.putArray("plugins");
            PLUGINS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(plugin -> plugins.addObject()
                    .put("name", plugin.getKey())
                    .put("kind", plugin.getValue()));
        });
    }

    /** The image's tag, when it is one of a version. */
    private String version() {
        return context.find("deployments.apps", "velero").stream()
                .flatMap(deployment ->
                        Json.at(deployment, "spec.template.spec.containers").valueStream())
                .map(container -> Json.text(container, "image"))
                .map(image -> image.substring(image.lastIndexOf(':') + 1))
                .filter(tag -> tag.matches("v\\d+\\.\\d+\\.\\d+.*"))
                .findFirst()
                .orElse(Names.VERSION);
    }
}
