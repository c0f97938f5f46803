package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.ApiError;
import io.homelab.simulator.kubernetes.apiserver.Deletion;
import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The waves of one sync: a wave is applied when what earlier ones applied is healthy. */
final class Wave {
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    /** How long the rest of a wave can be seen without its workloads, in real time. */
    private static final Duration GLIMPSE = Duration.ofMillis(150);

    private final Api api;
    private final Pace pace;
    private final Tracked tracked;

    Wave(Api api, Pace pace, Tracked tracked) {
        this.api = api;
        this.pace = pace;
        this.tracked = tracked;
    }

    /** How far the sync has come. */
    sealed interface Progress {}

    record Waits(String message) implements Progress {}

    record Ends(String phase, String message) implements Progress {}

    Progress advance(ObjectNode application, Remembered.Goal goal, Remembered remembered) {
        var sync = Json.at(application, "status.operationState.operation.sync");
        var tasks = goal.desired().stream()
                .filter(one -> chosen(sync, one.key()))
                .filter(one -> !one.hook().equals("Skip"))
                .sorted(Desired.ORDER)
                .toList();
        var hook = tasks.stream().filter(one -> !one.hook().isEmpty()).findFirst();
        if (hook.isPresent()) {
            return new Ends(
                    "Failed",
                    "the simulated Argo CD runs no hooks: " + hook.get().key().shown() + " asks for "
                            + hook.get().hook());
        }
        var applied = new HashMap<Key, ObjectNode>();
        Json.at(application, "status.operationState.syncResult.resources")
                .forEach(entry -> applied.put(Key.listed(entry), (ObjectNode) entry));
        var pending =
                tasks.stream().filter(one -> !applied.containsKey(one.key())).toList();
        if (!pending.isEmpty()) {
            var held = held(tasks, applied, pending.getFirst().wave(), remembered);
            if (held.isPresent()) {
                return held.get();
            }
            return apply(application, sync.path("dryRun").asBoolean(false), pending, remembered);
        }
        return prune(application, sync, goal, applied);
    }

    private static boolean chosen(tools.jackson.databind.JsonNode sync, Key key) {
        if (sync.path("resources").isEmpty()) {
            return true;
        }
        for (var one : sync.path("resources")) {
            var listed = Key.listed(one);
            if (listed.kind().equals(key.kind())
                    && listed.group().equals(key.group())
                    && listed.name().equals(key.name())
                    && (listed.namespace().isEmpty() || listed.namespace().equals(key.namespace()))) {
                return true;
            }
        }
        return false;
    }

    /** What keeps the next wave from being applied. */
    private Optional<Progress> held(
            List<Desired> tasks, Map<Key, ObjectNode> applied, int next, Remembered remembered) {
        var customized = api.find("configmaps", Names.NAMESPACE, "argocd-cm")
                .filter(map -> map.path("data").has("resource.customizations.health.argoproj.io_Application"))
                .isPresent();
        var waiting = new ArrayList<Key>();
        for (var task : tasks) {
            if (task.wave() >= next || !applied.containsKey(task.key())) {
                continue;
            }
            var health = api.served(task.manifest())
                    .flatMap(served -> api.find(
                            served.resource(),
                            task.key().namespace(),
                            task.key().name()))
                    .map(live -> Health.of(live, customized).orElse(Health.HEALTHY))
                    .orElse(new Health("Missing", ""));
            if (health.is("Degraded")) {
                return Optional.of(new Ends("Failed", "one or more synchronization tasks completed unsuccessfully"));
            }
            if (!health.is("Healthy")) {
                waiting.add(task.key());
            }
        }
        if (!waiting.isEmpty()) {
            var more = waiting.size() - 1;
            return Optional.of(new Waits("waiting for healthy state of "
                    + waiting.getFirst().shown() + (more > 0 ? " and " + more + " more resources" : "")));
        }
        var before = tasks.stream()
                .mapToInt(Desired::wave)
                .filter(wave -> wave < next)
                .max();
        if (before.isPresent() && remembered.waveDone < before.getAsInt()) {
            remembered.waveDone = before.getAsInt();
            remembered.continueAt = pace.after(BETWEEN);
            return Optional.of(new Waits("waiting for the next wave"));
        }
        return Optional.empty();
    }

    private Progress apply(ObjectNode application, boolean dry, List<Desired> pending, Remembered remembered) {
        var wave = pending.getFirst().wave();
        // Workloads come after all else: others may look in between, and see an application without them.
        var first = pending.stream().filter(one -> one.wave() == wave).toList();
        var plain = first.stream().filter(one -> !workload(one)).toList();
        var now = plain.isEmpty() || plain.size() == first.size() ? first : plain;
        if (now != first) {
            remembered.continueAt = System.nanoTime() + GLIMPSE.toNanos();
        }
        var results = new ArrayList<ObjectNode>();
        var failure = "";
        namespace(application, dry);
        for (var task : now) {
            var entry = task.key().entry(Comparison.version(task.manifest())).put("syncPhase", "Sync");
            var said = apply(application, task, dry);
            entry.put("status", said.failed() ? "SyncFailed" : "Synced").put("message", said.message());
            if (!said.failed()) {
                entry.put("hookPhase", "Running");
            } else {
                entry.put("hookPhase", "Failed");
                failure = failure.isEmpty() ? said.message() : failure;
            }
            results.add(entry);
        }
        record(application, results);
        return failure.isEmpty()
                ? new Waits(now.size() == pending.size() ? "" : "one or more tasks are running")
                : new Ends("Failed", "one or more objects failed to apply, reason: " + failure);
    }

    private static boolean workload(Desired desired) {
        return List.of("apps", "batch").contains(desired.key().group());
    }

    private void namespace(ObjectNode application, boolean dry) {
        var options = Json.texts(Json.at(application, "spec.syncPolicy.syncOptions"));
        options.addAll(Json.texts(Json.at(application, "status.operationState.operation.sync.syncOptions")));
        var name = Json.text(application, "spec.destination.namespace");
        if (!dry && options.contains("CreateNamespace=true") && !name.isEmpty()) {
            var namespace = Json.object();
            Json.meta(namespace).put("name", name);
            api.ensure("namespaces", namespace);
        }
    }

    private record Said(boolean failed, String message) {}

    private Said apply(ObjectNode application, Desired task, boolean dry) {
        if (api.served(task.manifest()).isEmpty()) {
            return new Said(
                    !dry && !task.option("SkipDryRunOnMissingResource=true"),
                    "The Kubernetes API could not find " + task.key().group() + "/"
                            + task.key().kind()
                            + " for requested resource " + task.key().namespace() + "/"
                            + task.key().name()
                            + ". Make sure the \"" + task.key().kind()
                            + "\" CRD is installed on the destination cluster.");
        }
        var name = task.key().kind().toLowerCase(java.util.Locale.ROOT)
                + (task.key().group().isEmpty() ? "" : "." + task.key().group()) + "/"
                + task.key().name();
        if (dry) {
            return new Said(false, name + " configured (dry run)");
        }
        var options = Json.texts(Json.at(application, "spec.syncPolicy.syncOptions"));
        var manifest = task.manifest().deepCopy();
        if (!options.contains("ServerSideApply=true") && !task.option("ServerSideApply=true")) {
            Json.ensure(manifest, "metadata.annotations")
                    .put(
                            Difference.LAST_APPLIED,
                            new String(Json.bytes(task.manifest()), java.nio.charset.StandardCharsets.UTF_8));
        }
        try {
            var done = api.applyManifest(manifest);
            return new Said(false, name + (done.created() ? " created" : " configured"));
        } catch (ApiError | IllegalArgumentException e) {
            return new Said(true, String.valueOf(e.getMessage()));
        }
    }

    private Progress prune(
            ObjectNode application,
            tools.jackson.databind.JsonNode sync,
            Remembered.Goal goal,
            Map<Key, ObjectNode> applied) {
        var wanted = new HashSet<Key>();
        goal.desired().forEach(one -> wanted.add(one.key()));
        var results = new ArrayList<ObjectNode>();
        var prune = sync.path("prune").asBoolean(false);
        var dry = sync.path("dryRun").asBoolean(false);
        for (var left : tracked.of(Json.name(application))) {
            if (wanted.contains(left.key()) || !chosen(sync, left.key()) || applied.containsKey(left.key())) {
                continue;
            }
            var entry = left.key().entry(Comparison.version(left.object())).put("syncPhase", "Sync");
            var kept = left.object()
                    .path("metadata")
                    .path("annotations")
                    .path("argocd.argoproj.io/sync-options")
                    .asString("")
                    .contains("Prune=false");
            if (!prune || kept) {
                entry.put("status", "PruneSkipped")
                        .put("message", kept ? "ignored (no prune)" : "ignored (requires pruning)");
            } else {
                if (!dry) {
                    api.delete(left.resource(), left.object(), Deletion.BACKGROUND);
                }
                entry.put("status", "Pruned").put("message", dry ? "pruned (dry run)" : "pruned");
            }
            results.add(entry);
        }
        record(application, results);
        return new Ends("Succeeded", "successfully synced (all tasks run)");
    }

    private void record(ObjectNode application, List<ObjectNode> results) {
        if (results.isEmpty()) {
            return;
        }
        api.status(Names.APPLICATIONS, application, status -> {
            var result = Json.ensure(status, "operationState.syncResult");
            var list = result.get("resources") instanceof ArrayNode there ? there : result.putArray("resources");
            results.forEach(list::add);
        });
    }
}
