package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.argocd.source.SourceFailed;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.world.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries out what {@code operation} asks for; all that lasts is in {@code status.operationState}. */
final class Operations {
    /** As long as a status was seen to be stale after an operation, in real time. */
    private static final Duration STALE = Duration.ofMillis(300);

    private final Api api;
    private final Sources sources;
    private final Pace pace;
    private final Wave wave;
    private final Hangs hangs;

    Operations(Api api, Sources sources, Pace pace, Tracked tracked, Hangs hangs) {
        this.api = api;
        this.sources = sources;
        this.pace = pace;
        this.hangs = hangs;
        wave = new Wave(api, pace, tracked);
    }

    /** Syncs that are to hang or to fail. */
    record Hangs(Faults faults, String cluster) {
        Optional<Faults.Fault> met(String application) {
            return faults.meet("argocd", "sync " + cluster, application);
        }
    }

    void advance(ObjectNode application, Remembered remembered) {
        var live = api.find(Names.APPLICATIONS, Names.NAMESPACE, Json.name(application));
        if (live.isEmpty() || !Json.uid(live.get()).equals(Json.uid(application))) {
            return;
        }
        var now = live.get();
        var phase = Json.text(now, "status.operationState.phase");
        if (phase.equals("Running") || phase.equals("Terminating")) {
            running(now, remembered, phase);
        } else if (now.path("operation").isObject()) {
            begin(now, remembered);
        }
    }

    private void begin(ObjectNode application, Remembered remembered) {
        var operation = (ObjectNode) application.path("operation");
        var started = api.now();
        change(application, status -> {
            var state = status.putObject("operationState");
            state.set("operation", operation.deepCopy());
            state.put("phase", "Running").put("message", "").put("startedAt", started);
        });
        remembered.operationGoal = null;
        remembered.operationStarted = null;
        remembered.hangs = false;
        remembered.waveDone = Integer.MIN_VALUE;
        var current = api.find(Names.APPLICATIONS, Names.NAMESPACE, Json.name(application))
                .orElse(application);
        if (!operation.path("sync").isObject()) {
            finish(current, remembered, "Error", "Invalid operation request: no operation specified");
            return;
        }
        var fault = hangs.met(Json.name(application));
        if (fault.isPresent()) {
            if (fault.get().kind() != Faults.Kind.TASK_VANISHES) {
                finish(current, remembered, "Failed", fault.get().message());
                return;
            }
            remembered.hangs = true;
        }
        running(current, remembered, "Running");
    }

    private void running(ObjectNode application, Remembered remembered, String phase) {
        if (phase.equals("Terminating")) {
            end(application, remembered, "Failed", "Operation terminated");
            return;
        }
        if (!Pace.passed(remembered.continueAt)) {
            return;
        }
        var state = application.path("status").path("operationState");
        var source = Json.at(state, "operation.sync.source").isObject()
                ? Json.at(state, "operation.sync.source")
                : Json.at(application, "spec.source");
        var goal = remembered.operationGoal;
        if (goal == null) {
            var wanted = Json.text(state, "syncResult.revision");
            if (wanted.isEmpty()) {
                wanted = Json.text(state, "operation.sync.revision");
            }
            if (wanted.isEmpty()) {
                wanted = Json.text(source, "targetRevision");
            }
            try {
                var target = sources.target(Json.name(application), source, wanted);
                var desired = Desired.of(application, target.manifests(), api);
                goal = new Remembered.Goal(target.revision(), desired, List.of(), "", target.kustomize());
                remembered.operationGoal = goal;
            } catch (SourceFailed e) {
                end(application, remembered, "Error", "ComparisonError: " + e.getMessage());
                return;
            }
            var revision = goal.revision();
            change(application, status -> {
                var result = Json.ensure(status, "operationState.syncResult").put("revision", revision);
                result.set("source", source.deepCopy());
                if (!result.has("resources")) {
                    result.putArray("resources");
                }
            });
        }
        if (remembered.hangs) {
            message(
                    application,
                    "waiting for healthy state of "
                            + goal.desired().stream()
                                    .map(one -> one.key().shown())
                                    .findFirst()
                                    .orElse("nothing"));
            return;
        }
        switch (wave.advance(application, goal, remembered)) {
            case Wave.Waits(var why) -> message(application, why);
            case Wave.Ends(var how, var why) -> end(application, remembered, how, why);
        }
    }

    private void message(ObjectNode application, String message) {
        if (Json.text(application, "status.operationState.message").equals(message)) {
            return;
        }
        change(application, status -> Json.ensure(status, "operationState").put("message", message));
    }

    /** Ends it, or tries again when the operation says so. */
    private void end(ObjectNode application, Remembered remembered, String phase, String message) {
        var state = application.path("status").path("operationState");
        var retries = Json.number(state, "retryCount", 0);
        var limit = Json.number(state, "operation.retry.limit", 0);
        var again =
                !phase.equals("Succeeded") && !message.equals("Operation terminated") && (limit < 0 || retries < limit);
        if (!again) {
            finish(application, remembered, phase, message);
            return;
        }
        remembered.continueAt =
                pace.after(backoff(state.path("operation").path("retry").path("backoff"), retries));
        remembered.operationGoal = null;
        remembered.waveDone = Integer.MIN_VALUE;
        change(application, status -> {
            var into = Json.ensure(status, "operationState");
            into.put("retryCount", retries + 1)
                    .put("message", message + " Retrying attempt #" + (retries + 1) + " at " + api.now() + ".");
            if (into.path("syncResult") instanceof ObjectNode result) {
                result.putArray("resources");
            }
        });
    }

    private static Duration backoff(tools.jackson.databind.JsonNode backoff, int retries) {
        var first = Pace.duration(backoff.path("duration").asString(""), Duration.ofSeconds(5));
        var most = Pace.duration(backoff.path("maxDuration").asString(""), Duration.ofMinutes(3));
        var factor = Math.max(1, Json.number(backoff, "factor", 2));
        var millis = first.toMillis() * Math.pow(factor, Math.min(retries, 20));
        return Duration.ofMillis((long) Math.min(millis, most.toMillis()));
    }

    private void finish(ObjectNode application, Remembered remembered, String phase, String message) {
        remembered.operationGoal = null;
        remembered.hangs = false;
        remembered.lookAgain = true;
        remembered.staleUntil = System.nanoTime() + STALE.toNanos();
        api.change(Names.APPLICATIONS, application, "", live -> {
            var status = Json.ensure(live, "status");
            var state = Json.ensure(status, "operationState");
            state.put("phase", phase).put("message", message).put("finishedAt", api.now());
            // One that came meanwhile is lost, as with the real one.
            live.remove("operation");
            if (phase.equals("Succeeded")) {
                remember(live, state);
            }
        });
    }

    /** Whole syncs make history; dry runs and selective ones do not. */
    private void remember(ObjectNode application, ObjectNode state) {
        var sync = Json.at(state, "operation.sync");
        if (sync.path("dryRun").asBoolean(false) || !sync.path("resources").isEmpty()) {
            return;
        }
        var status = Json.ensure(application, "status");
        var history = status.get("history") instanceof ArrayNode list ? list : status.putArray("history");
        var id = history.isEmpty() ? 0 : Json.number(history.get(history.size() - 1), "id", 0) + 1;
        var entry = history.addObject()
                .put("id", id)
                .put("revision", Json.text(state, "syncResult.revision"))
                .put("deployedAt", api.now())
                .put("deployStartedAt", Json.text(state, "startedAt"));
        entry.set("source", Json.at(state, "syncResult.source").deepCopy());
        if (Json.at(state, "operation.initiatedBy").isObject()) {
            entry.set("initiatedBy", Json.at(state, "operation.initiatedBy").deepCopy());
        }
        while (history.size() > Json.number(application, "spec.revisionHistoryLimit", 10)) {
            history.remove(0);
        }
    }

    private void change(ObjectNode application, Consumer<ObjectNode> change) {
        api.status(Names.APPLICATIONS, application, status -> {
            var terminating = Json.text(status, "operationState.phase").equals("Terminating");
            change.accept(status);
            if (terminating && Json.text(status, "operationState.phase").equals("Running")) {
                Json.ensure(status, "operationState").put("phase", "Terminating");
            }
        });
    }
}
