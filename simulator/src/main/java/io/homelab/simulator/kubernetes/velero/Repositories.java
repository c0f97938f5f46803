package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.GoDuration;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The repositories of volumes, one per namespace and location, and their upkeep. */
final class Repositories {
    private static final Duration FREQUENCY = Duration.ofHours(1);
    private static final int REMEMBERED = 3;

    private final Context context;

    Repositories(Context context) {
        this.context = context;
    }

    /** The repository of a namespace, made when it is not there; empty until it is ready. */
    Optional<ObjectNode> ensure(String namespace, String location) {
        var found = context.list(Names.REPOSITORIES).stream()
                .filter(repository -> Json.text(repository, "spec.volumeNamespace")
                                .equals(namespace)
                        && Json.text(repository, "spec.backupStorageLocation").equals(location))
                .findFirst();
        if (found.isEmpty()) {
            var repository = Json.object().put("apiVersion", Names.API).put("kind", "BackupRepository");
            repository
                    .putObject("metadata")
                    .put("generateName", namespace + "-" + location + "-kopia-")
                    .put("namespace", context.namespace())
                    .putObject("labels")
                    .put("velero.io/volume-namespace", namespace)
                    .put(Names.STORAGE_LOCATION, location)
                    .put("velero.io/repository-type", "kopia");
            repository
                    .putObject("spec")
                    .put("volumeNamespace", namespace)
                    .put("backupStorageLocation", location)
                    .put("repositoryType", "kopia")
                    .put("resticIdentifier", "")
                    .put("maintenanceFrequency", "0s");
            context.api().create(Names.REPOSITORIES, repository);
        }
        return found.filter(repository -> Names.phase(repository).equals("Ready"));
    }

    /** The password that all repositories share; Velero makes it when it starts. */
    void password() {
        var secret = Json.object().put("apiVersion", "v1").put("kind", "Secret");
        secret.putObject("metadata").put("name", "velero-repo-credentials").put("namespace", context.namespace());
        secret.put("type", "Opaque").putObject("stringData").put("repository-password", "static-passw0rd");
        context.api().ensure("secrets", secret);
    }

    void reconcile() {
        for (var repository : context.list(Names.REPOSITORIES)) {
            if (!Names.phase(repository).equals("Ready")) {
                prepare(repository);
            } else {
                var own = GoDuration.parse(Json.text(repository, "spec.maintenanceFrequency"), Duration.ZERO);
                if (context.rhythm().due("maintain " + Json.uid(repository), own.isZero() ? FREQUENCY : own)) {
                    maintain(repository);
                }
            }
        }
    }

    private void prepare(ObjectNode repository) {
        if (!context.rhythm().due("prepare " + Json.uid(repository), Duration.ofMinutes(1))) {
            return;
        }
        try {
            context.stores()
                    .of(Json.text(repository, "spec.backupStorageLocation"))
                    .repository(Json.text(repository, "spec.volumeNamespace"))
                    .ensure();
        } catch (StoreFailed e) {
            context.status(Names.REPOSITORIES, repository, status -> status.put("phase", "NotReady")
                    .put("message", "error to create backup repo: " + e.getMessage()));
            return;
        }
        context.api().change(Names.REPOSITORIES, repository, "", live -> Json.ensure(live, "spec")
                .put("maintenanceFrequency", GoDuration.text(FREQUENCY)));
        context.status(Names.REPOSITORIES, repository, status -> {
            status.put("phase", "Ready").put("lastMaintenanceTime", context.now());
            status.remove("message");
        });
        // A new one is not in need of upkeep.
        context.rhythm().due("maintain " + Json.uid(repository), FREQUENCY);
    }

    private void maintain(ObjectNode repository) {
        var begun = context.now();
        var fault = "";
        try {
            context.stores()
                    .of(Json.text(repository, "spec.backupStorageLocation"))
                    .repository(Json.text(repository, "spec.volumeNamespace"))
                    .maintain();
        } catch (StoreFailed e) {
            fault = "error to prune repo: " + e.getMessage();
        }
        var message = fault;
        context.status(Names.REPOSITORIES, repository, status -> {
            var list = status.get("recentMaintenance") instanceof ArrayNode present
                    ? present
                    : status.putArray("recentMaintenance");
            var entry = list.addObject()
                    .put("result", message.isEmpty() ? "Succeeded" : "Failed")
                    .put("startTimestamp", begun)
                    .put("completeTimestamp", context.now());
            if (message.isEmpty()) {
                status.put("lastMaintenanceTime", context.now());
            } else {
                entry.put("message", message);
            }
            while (list.size() > REMEMBERED) {
                list.remove(0);
            }
        });
    }
}
