package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a new restore gets filled in, and what is wrong with it. */
final class RestoreRequest {
    /** Never restored, whoever asks. */
    private static final List<String> NEVER = List.of(
            "nodes",
            "events",
            "events.events.k8s.io",
            Names.BACKUPS,
            Names.RESTORES,
            "resticrepositories.velero.io",
            "csinodes.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            Names.REPOSITORIES);

    private static final Set<String> POLICIES = Set.of("", "none", "update");

    private final Context context;

    RestoreRequest(Context context) {
        this.context = context;
    }

    /** Fills in what the user left open; the mistakes. */
    List<String> complete(ObjectNode restore) {
        var mistakes = new ArrayList<String>();
        var spec = Json.ensure(restore, "spec");
        var excluded =
                spec.get("excludedResources") instanceof ArrayNode list ? list : spec.putArray("excludedResources");
        var named = Json.texts(excluded);
        NEVER.stream().filter(resource -> !named.contains(resource)).forEach(excluded::add);
        var included = Json.texts(spec.path("includedResources"));
        NEVER.stream()
                .filter(included::contains)
                .forEach(resource -> mistakes.add(resource + " are non-restorable resources"));
        Filter.mistakes(spec.path("includedResources"), spec.path("excludedResources"))
                .forEach(mistake -> mistakes.add("Invalid included/excluded resource lists: " + mistake));
        Filter.mistakes(spec.path("includedNamespaces"), spec.path("excludedNamespaces"))
                .forEach(mistake -> mistakes.add("Invalid included/excluded namespace lists: " + mistake));
        if (spec.path("orLabelSelectors").isArray()
                && spec.path("labelSelector").isObject()) {
            mistakes.add("encountered labelSelector as well as orLabelSelectors in restore spec, only one can be"
                    + " specified");
        }
        if (GoDuration.parse(Json.text(spec, "itemOperationTimeout"), Duration.ZERO)
                .isZero()) {
            spec.put("itemOperationTimeout", "4h0m0s");
        }
        if (!spec.has("hooks")) {
            spec.putObject("hooks");
        }
        var policy = Json.text(spec, "existingResourcePolicy");
        if (!POLICIES.contains(policy)) {
            mistakes.add("Invalid ExistingResourcePolicy: " + policy);
        }
        source(spec, mistakes);
        try {
            Modifiers.of(context, spec);
        } catch (IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
        }
        return mistakes;
    }

    private void source(ObjectNode spec, List<String> mistakes) {
        var schedule = Json.text(spec, "scheduleName");
        if (Json.text(spec, "backupName").isEmpty() == schedule.isEmpty()) {
            mistakes.add("Either a backup or schedule must be specified as a source for the restore, but not both");
            return;
        }
        if (!schedule.isEmpty()) {
            var backups = context.list(Names.BACKUPS).stream()
                    .filter(backup -> Names.label(backup, Names.SCHEDULE_NAME).equals(schedule))
                    .toList();
            if (backups.isEmpty()) {
                mistakes.add("No backups found for schedule");
            }
            var latest = backups.stream()
                    .filter(backup -> Names.phase(backup).equals("Completed"))
                    .max(Comparator.comparing(backup -> Json.text(backup, "status.startTimestamp")));
            if (latest.isEmpty()) {
                mistakes.add("No completed backups found for schedule");
                return;
            }
            spec.put("backupName", Json.name(latest.get()));
        }
        var name = Json.text(spec, "backupName");
        var backup = context.find(Names.BACKUPS, name);
        if (backup.isEmpty()) {
            mistakes.add("Error retrieving backup: can't find backup " + context.namespace() + "/" + name
                    + ": Backup.velero.io \"" + name + "\" not found");
            return;
        }
        var locationName = Json.text(backup.get(), "spec.storageLocation");
        var location = context.stores().location(locationName);
        if (location.isEmpty()) {
            mistakes.add("Error retrieving backup: BackupStorageLocation.velero.io \"" + locationName + "\" not found");
        } else if (!Stores.available(location.get())) {
            mistakes.add("The BSL " + locationName + " is unavailable, cannot retrieve the backup");
        }
        var from = Names.label(backup.get(), Names.SCHEDULE_NAME);
        if (schedule.isEmpty() && !from.isEmpty()) {
            spec.put("scheduleName", from);
        }
    }
}
