package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.time.Cron;
import io.homelab.simulator.kubernetes.time.GoDuration;
import io.homelab.simulator.world.Faults;
import io.homelab.simulator.world.Physics;
import io.homelab.simulator.world.WorldClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ObjectNode;

/** VolSync's sources, while a deployment {@code volsync} is ready: when they sync and what they say of it. No byte moves. */
final class VolSyncController implements Controller {
    private static final String SOURCES = "replicationsources.volsync.backube";
    private static final String SYNCHRONIZING = "Synchronizing";

    private final Api api;
    private final Timing timing;
    private final WorldClock clock;
    private final Faults faults;
    private final String cluster;

    VolSyncController(Api api, Timing timing, WorldClock clock, Faults faults, String cluster) {
        this.api = api;
        this.timing = timing;
        this.clock = clock;
        this.faults = faults;
        this.cluster = cluster;
    }

    @Override
    public void reconcile() {
        if (!api.serves(SOURCES) || !running()) {
            return;
        }
        for (var source : api.list(SOURCES, "")) {
            if (!Owners.doomed(source) && !Json.at(source, "spec.paused").asBoolean(false)) {
                reconcile(source);
            }
        }
    }

    private boolean running() {
        return api.list("deployments.apps", "", workload -> Json.name(workload).equals("volsync")).stream()
                .anyMatch(workload -> Json.number(workload, "status.readyReplicas", 0) > 0);
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private void reconcile(ObjectNode source) {
        var claim = Json.text(source, "spec.sourcePVC");
        if (api.find("persistentvolumeclaims", Json.namespace(source), claim).isEmpty()) {
            condition(source, "False", "Error", "PersistentVolumeClaim \"" + claim + "\" not found");
            return;
        }
        var begun = Json.text(source, "status.lastSyncStartTime");
        if (!begun.isEmpty()) {
            if (timing.over(Physics.Process.POD_START, "sync of " + Json.uid(source) + " " + begun)) {
                end(source, Instant.parse(begun));
            }
        } else if (due(source)) {
            api.status(SOURCES, source, status -> status.put("lastSyncStartTime", now().toString()));
            condition(source, "True", "SyncInProgress", "Synchronization in-progress");
        } else {
            waits(source);
        }
    }

    /** The first sync waits for nothing. */
    private boolean due(ObjectNode source) {
        var manual = Json.text(source, "spec.trigger.manual");
        if (!manual.isEmpty()) {
            return !manual.equals(Json.text(source, "status.lastManualSync"));
        }
        var next = Json.text(source, "status.nextSyncTime");
        return next.isEmpty() || !now().isBefore(Instant.parse(next));
    }

    private void waits(ObjectNode source) {
        if (Json.text(source, "spec.trigger.manual").isEmpty()) {
            condition(source, "False", "WaitingForSchedule", "Waiting for next scheduled synchronization");
        } else {
            condition(source, "False", "WaitingForManual", "Waiting for manual trigger");
        }
    }

    private void end(ObjectNode source, Instant begun) {
        var fault = faults.meet("volsync", "sync " + cluster, Json.name(source));
        var lasted = Duration.between(begun, now());
        api.status(SOURCES, source, status -> {
            status.remove("lastSyncStartTime");
            var mover = status.putObject("latestMoverStatus").put("result", fault.isEmpty() ? "Successful" : "Failed");
            // A failed one leaves everything else as it was and is tried again.
            if (fault.isPresent()) {
                mover.put("logs", fault.get().message());
                return;
            }
            mover.put("logs", "Restic completed in " + lasted.toSeconds() + "s");
            status.put("lastSyncTime", now().toString()).put("lastSyncDuration", GoDuration.text(lasted));
            var manual = Json.text(source, "spec.trigger.manual");
            if (!manual.isEmpty()) {
                status.put("lastManualSync", manual);
            }
            next(source, status);
        });
    }

    private void next(ObjectNode source, ObjectNode status) {
        var schedule = Json.text(source, "spec.trigger.schedule");
        status.remove("nextSyncTime");
        if (!schedule.isEmpty()) {
            try {
                status.put("nextSyncTime", new Cron(schedule).next(now()).toString());
            } catch (IllegalArgumentException e) {
                Conditions.set(
                        status, SYNCHRONIZING, "False", "Error", "invalid schedule: " + e.getMessage(), api.now());
            }
        }
    }

    private void condition(ObjectNode source, String value, String reason, String message) {
        api.status(SOURCES, source, status -> Conditions.set(status, SYNCHRONIZING, value, reason, message, api.now()));
    }
}
