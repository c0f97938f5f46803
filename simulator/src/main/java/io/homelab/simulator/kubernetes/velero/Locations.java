package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.GoDuration;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Looks whether the buckets can be reached. */
final class Locations {
    private static final Duration FREQUENCY = Duration.ofMinutes(1);
    private static final Set<String> DIRECTORIES =
            Set.of("backups", "restores", "restic", "metadata", "plugins", "kopia");
    private static final int SHOWN = 3;

    private final Context context;

    Locations(Context context) {
        this.context = context;
    }

    void reconcile() {
        for (var location : context.list(Names.LOCATIONS)) {
            var frequency = GoDuration.parse(
                    Json.text(location, "spec.validationFrequency"),
                    context.flag("store-validation-frequency", FREQUENCY));
            // A change of the specification is looked at at once.
            var what = "validate " + Json.uid(location) + " "
                    + Json.at(location, "spec").hashCode();
            if (!frequency.isZero() && context.rhythm().due(what, frequency)) {
                validate(location);
            }
        }
    }

    private void validate(ObjectNode location) {
        var fault = "";
        try {
            check(location);
        } catch (StoreFailed e) {
            fault = "BackupStorageLocation \"" + Json.name(location) + "\" is unavailable: " + e.getMessage();
        }
        var message = fault;
        context.status(Names.LOCATIONS, location, status -> {
            status.put("phase", message.isEmpty() ? "Available" : "Unavailable")
                    .put("lastValidationTime", context.now());
            if (message.isEmpty()) {
                status.remove("message");
            } else {
                status.put("message", message);
            }
        });
    }

    private void check(ObjectNode location) throws StoreFailed {
        var store = context.stores().of(location);
        var prefix = store.layout().prefix();
        var invalid = store.bucket().directories(prefix).stream()
                .map(directory -> directory.substring(prefix.length(), directory.length() - 1))
                .filter(directory -> !DIRECTORIES.contains(directory))
                .toList();
        if (!invalid.isEmpty()) {
            throw new StoreFailed(
                    invalid.size() > SHOWN
                            ? "Backup store contains " + invalid.size() + " invalid top-level directories: "
                                    + shown(invalid.subList(0, SHOWN), " ...")
                            : "Backup store contains invalid top-level directories: " + shown(invalid, ""));
        }
    }

    private static String shown(List<String> names, String more) {
        return "[" + String.join(" ", names) + more + "]";
    }
}
