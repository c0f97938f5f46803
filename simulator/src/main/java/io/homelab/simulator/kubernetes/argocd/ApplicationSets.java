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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ApplicationSet controller: makes, keeps and removes the applications that generators want. */
final class ApplicationSets {
    private static final String REFRESH = "argocd.argoproj.io/application-set-refresh";
    private static final Duration REQUEUE = Duration.ofMinutes(3);

    private final Api api;
    private final Generation generation;
    private final SetStatus status;
    private final Pace pace;
    private final Sources sources;
    private final Map<String, Generated> memory = new HashMap<>();

    ApplicationSets(Api api, Sources sources, Pace pace) {
        this.api = api;
        this.pace = pace;
        this.sources = sources;
        generation = new Generation(api, sources);
        status = new SetStatus(api);
    }

    private record Generated(
            JsonNode spec,
            List<Clusters.Cluster> clusters,
            long again,
            List<ObjectNode> applications,
            boolean failed) {}

    void reconcile() {
        if (!api.serves(Names.SETS)) {
            return;
        }
        sources.forget();
        var known = new HashSet<String>();
        for (var set : api.list(Names.SETS, Names.NAMESPACE)) {
            known.add(Json.uid(set));
            // Applications have their set for an owner: the garbage collector finds them.
            if (!set.path("metadata").has("deletionTimestamp")) {
                reconcile(set);
            }
        }
        memory.keySet().retainAll(known);
    }

    private void reconcile(ObjectNode set) {
        var before = memory.get(Json.uid(set));
        var clusters = Clusters.of(api);
        var asked = set.path("metadata").path("annotations").has(REFRESH);
        var due = before == null
                || asked
                || !before.spec().equals(set.path("spec"))
                || !before.clusters().equals(clusters)
                || Pace.passed(before.again());
        var now = before == null || due ? generate(set, clusters) : before;
        memory.put(Json.uid(set), now);
        if (asked) {
            api.change(Names.SETS, set, "", live -> {
                if (live.path("metadata").path("annotations") instanceof ObjectNode annotations) {
                    annotations.remove(REFRESH);
                }
            });
        }
        if (!now.failed()) {
            var failure = keep(set, now.applications());
            status.settled(set, failure, owned(set));
        }
    }

    private Generated generate(ObjectNode set, List<Clusters.Cluster> clusters) {
        var spec = set.path("spec").deepCopy();
        var again = pace.after(requeue(spec));
        try {
            return new Generated(spec, clusters, again, generation.of(set), false);
        } catch (GenerationFailed e) {
            // Nothing is changed and nothing deleted on the word of a generator that failed.
            status.failed(set, e.reason(), String.valueOf(e.getMessage()));
            return new Generated(spec, clusters, pace.after(Duration.ofSeconds(30)), List.of(), true);
        }
    }

    /** The shortest that any generator of the set asks for. */
    private static Duration requeue(JsonNode spec) {
        var seconds = spec.findValues("requeueAfterSeconds").stream()
                .mapToInt(JsonNode::asInt)
                .filter(value -> value > 0)
                .min();
        return seconds.isPresent() ? Duration.ofSeconds(seconds.getAsInt()) : REQUEUE;
    }

    private List<ObjectNode> owned(ObjectNode set) {
        return api.list(Names.APPLICATIONS, Json.namespace(set), application -> {
            for (var owner : Json.at(application, "metadata.ownerReferences")) {
                if (Json.text(owner, "uid").equals(Json.uid(set))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Returns what went wrong; empty for nothing. */
    private String keep(ObjectNode set, List<ObjectNode> wanted) {
        var policy = Json.at(set, "spec.syncPolicy.applicationsSync").asString("sync");
        var failures = new ArrayList<String>();
        var names = new HashSet<String>();
        for (var application : wanted) {
            names.add(Json.name(application));
            try {
                keep(set, application, policy);
            } catch (ApiError e) {
                failures.add(Json.name(application) + ": " + e.getMessage());
            }
        }
        for (var owned : owned(set)) {
            if (!names.contains(Json.name(owned))
                    && !owned.path("metadata").has("deletionTimestamp")
                    && (policy.equals("sync") || policy.equals("create-delete"))) {
                api.delete(Names.APPLICATIONS, owned, Deletion.BACKGROUND);
            }
        }
        return String.join("; ", failures);
    }

    private void keep(ObjectNode set, ObjectNode wanted, String policy) {
        var live = api.find(Names.APPLICATIONS, Json.namespace(wanted), Json.name(wanted));
        if (live.isEmpty()) {
            var made = wanted.deepCopy();
            own(made, set);
            api.create(Names.APPLICATIONS, made);
            return;
        }
        if (policy.equals("create-only")
                || policy.equals("create-delete")
                || live.get().path("metadata").has("deletionTimestamp")
                || same(set, wanted, live.get())) {
            return;
        }
        api.change(Names.APPLICATIONS, live.get(), "", now -> restore(set, wanted, now));
    }

    private static boolean same(ObjectNode set, ObjectNode wanted, ObjectNode live) {
        var restored = live.deepCopy();
        restore(set, wanted, restored);
        return restored.equals(live);
    }

    private static void restore(ObjectNode set, ObjectNode wanted, ObjectNode live) {
        var spec = (ObjectNode) wanted.path("spec").deepCopy();
        SetIgnored.keep(set, wanted, live, spec);
        live.set("spec", spec);
        for (var kind : List.of("labels", "annotations")) {
            var restored =
                    wanted.path("metadata").path(kind) instanceof ObjectNode given ? given.deepCopy() : Json.object();
            for (var entry : live.path("metadata").path(kind).properties()) {
                if (SetIgnored.preserved(set, kind, entry.getKey())) {
                    restored.set(entry.getKey(), entry.getValue());
                }
            }
            if (restored.isEmpty()) {
                Json.meta(live).remove(kind);
            } else {
                Json.meta(live).set(kind, restored);
            }
        }
        if (wanted.path("metadata").path("finalizers").isEmpty()) {
            Json.meta(live).remove("finalizers");
        } else {
            Json.meta(live)
                    .set(
                            "finalizers",
                            wanted.path("metadata").path("finalizers").deepCopy());
        }
        own(live, set);
    }

    private static void own(ObjectNode application, ObjectNode set) {
        Json.meta(application)
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "argoproj.io/v1alpha1")
                .put("kind", "ApplicationSet")
                .put("name", Json.name(set))
                .put("uid", Json.uid(set))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
