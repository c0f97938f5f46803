package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.Cron;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Makes backups when it is time for them. */
final class Schedules {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Set<String> UNFINISHED = Set.of("", "New", "InProgress");

    private final Context context;

    Schedules(Context context) {
        this.context = context;
    }

    void reconcile() {
        for (var schedule : context.list(Names.SCHEDULES)) {
            // A paused schedule is not even looked at.
            if (!Json.at(schedule, "spec.paused").asBoolean(false)) {
                reconcile(schedule);
            }
        }
    }

    private void reconcile(ObjectNode schedule) {
        if (skips(schedule)) {
            context.api().change(Names.SCHEDULES, schedule, "", live -> Json.ensure(live, "spec")
                    .put("skipImmediately", false));
            context.status(Names.SCHEDULES, schedule, status -> status.put("lastSkipped", context.now()));
            return;
        }
        var cron = parsed(schedule);
        if (cron.isPresent() && due(schedule, cron.get()) && !busy(schedule)) {
            submit(schedule);
        }
    }

    private boolean skips(ObjectNode schedule) {
        var own = Json.at(schedule, "spec.skipImmediately");
        return own.isBoolean()
                ? own.asBoolean(false)
                : context.flag("schedule-skip-immediately").orElse("").equals("true");
    }

    private Optional<Cron> parsed(ObjectNode schedule) {
        var expression = Json.text(schedule, "spec.schedule");
        Optional<Cron> cron;
        var wrong = "";
        try {
            cron = expression.isEmpty() ? Optional.empty() : Optional.of(new Cron(expression));
        } catch (IllegalArgumentException e) {
            cron = Optional.empty();
            wrong = "invalid schedule: " + e.getMessage();
        }
        var message = expression.isEmpty() ? "Schedule must be a non-empty valid Cron expression" : wrong;
        context.status(Names.SCHEDULES, schedule, status -> {
            if (message.isEmpty()) {
                status.put("phase", "Enabled").remove("validationErrors");
            } else {
                status.put("phase", "FailedValidation")
                        .putArray("validationErrors")
                        .add(message);
            }
        });
        return cron;
    }

    private boolean due(ObjectNode schedule, Cron cron) {
        var last = Json.text(schedule, "status.lastBackup");
        var since = Instant.parse(last.isEmpty() ? Json.text(schedule, "metadata.creationTimestamp") : last);
        var skipped = Json.text(schedule, "status.lastSkipped");
        if (!skipped.isEmpty() && Instant.parse(skipped).isAfter(since)) {
            since = Instant.parse(skipped);
        }
        return context.rhythm().now().isAfter(cron.next(since));
    }

    private boolean busy(ObjectNode schedule) {
        return context.list(Names.BACKUPS).stream()
                .anyMatch(backup -> Names.label(backup, Names.SCHEDULE_NAME).equals(Json.name(schedule))
                        && UNFINISHED.contains(Names.phase(backup)));
    }

    private void submit(ObjectNode schedule) {
        var now = context.rhythm().now();
        var backup = Json.object().put("apiVersion", Names.API).put("kind", "Backup");
        var meta = backup.putObject("metadata")
                .put("name", Json.name(schedule) + "-" + STAMP.format(now))
                .put("namespace", context.namespace());
        var template = (ObjectNode) Json.ensure(schedule, "spec.template").deepCopy();
        var labels = Json.at(template, "metadata.labels").isObject()
                ? Json.at(template, "metadata.labels")
                : Json.at(schedule, "metadata.labels");
        var own = meta.putObject("labels");
        labels.properties().forEach(label -> own.set(label.getKey(), label.getValue()));
        own.put(Names.SCHEDULE_NAME, Json.name(schedule));
        if (Json.at(schedule, "metadata.annotations").isObject()) {
            meta.set("annotations", Json.at(schedule, "metadata.annotations").deepCopy());
            Json.ensure(meta, "annotations").remove("kubectl.kubernetes.io/last-applied-configuration");
        }
        if (Json.at(schedule, "spec.useOwnerReferencesInBackup").asBoolean(false)) {
            meta.putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", Names.API)
                    .put("kind", "Schedule")
                    .put("name", Json.name(schedule))
                    .put("uid", Json.uid(schedule))
                    .put("controller", true);
        }
        backup.set("spec", template);
        context.api().ensure(Names.BACKUPS, backup);
        context.status(Names.SCHEDULES, schedule, status -> status.put("lastBackup", now.toString()));
    }
}
