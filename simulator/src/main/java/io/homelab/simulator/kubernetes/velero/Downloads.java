package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** Answers requests for files of the bucket with addresses that are good for a while. */
final class Downloads {
    private static final Duration VALID = Duration.ofMinutes(10);

    private final Context context;

    Downloads(Context context) {
        this.context = context;
    }

    void reconcile() {
        for (var request : context.list(Names.DOWNLOADS)) {
            var expiration = Json.text(request, "status.expiration");
            if (!expiration.isEmpty()
                    && Instant.parse(expiration).isBefore(context.rhythm().now())) {
                context.api().delete(Names.DOWNLOADS, request, Deletion.BACKGROUND);
            } else if (!Names.phase(request).equals("Processed")) {
                process(request);
            }
        }
    }

    private void process(ObjectNode request) {
        if (Json.text(request, "status.expiration").isEmpty()) {
            context.status(Names.DOWNLOADS, request, status -> status.put("expiration", expiration()));
        }
        var kind = Json.text(request, "spec.target.kind");
        var name = Json.text(request, "spec.target.name");
        var backupName = kind.startsWith("Restore")
                ? context.find(Names.RESTORES, name)
                        .map(restore -> Json.text(restore, "spec.backupName"))
                        .orElse("")
                : name;
        var backup = context.find(Names.BACKUPS, backupName);
        // What nobody knows is left as it is until it expires.
        if (backup.isEmpty()) {
            return;
        }
        try {
            var store = context.stores().of(Json.text(backup.get(), "spec.storageLocation"));
            store.layout().target(kind, name).ifPresent(key -> {
                var url = store.bucket().signed(key, VALID);
                context.status(Names.DOWNLOADS, request, status -> status.put("phase", "Processed")
                        .put("downloadURL", url)
                        .put("expiration", expiration()));
            });
        } catch (StoreFailed e) {
            context.status(Names.DOWNLOADS, request, status -> status.put("phase", "New"));
        }
    }

    private String expiration() {
        return context.rhythm().now().plus(VALID).toString();
    }
}
