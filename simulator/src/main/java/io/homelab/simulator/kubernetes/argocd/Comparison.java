package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Git wants against what lives. */
final class Comparison {
    private final Api api;
    private final Tracked tracked;

    Comparison(Api api, Tracked tracked) {
        this.api = api;
        this.tracked = tracked;
    }

    /**
     * What came of it.
     *
     * @param shared a warning about resources of other applications; empty when there are none
     */
    record Result(
            String sync,
            Health health,
            ArrayNode resources,
            List<ObjectNode> outOfSync,
            String shared,
            TreeSet<String> images,
            boolean kustomize) {}

    Result compare(ObjectNode application, Remembered.Goal goal, boolean applicationHealth) {
        var desired = goal.desired();
        var resources = Json.array();
        var outOfSync = new ArrayList<ObjectNode>();
        var shared = new ArrayList<String>();
        var images = new TreeSet<String>();
        var health = Health.HEALTHY;
        var alive = 0;
        var wanted = new HashSet<Key>();
        for (var one : desired.stream().sorted(Desired.ORDER).toList()) {
            if (!one.hook().isEmpty()) {
                continue;
            }
            wanted.add(one.key());
            var entry = one.key().entry(version(one.manifest()));
            var live = api.served(one.manifest())
                    .flatMap(served -> api.find(
                            served.resource(), one.key().namespace(), one.key().name()));
            var differs = live.isEmpty() || differs(application, one.manifest(), live.get());
            entry.put("status", differs ? "OutOfSync" : "Synced");
            if (one.wave() != 0) {
                entry.put("syncWave", one.wave());
            }
            resources.add(entry);
            if (differs) {
                outOfSync.add(entry);
            }
            if (live.isPresent()) {
                alive++;
                images(live.get(), images);
                stranger(application, live.get(), one.key()).ifPresent(shared::add);
                health = worse(health, live.get(), applicationHealth);
            }
        }
        for (var left : tracked.of(Json.name(application))) {
            if (!wanted.contains(left.key())) {
                alive++;
                var entry = left.key().entry(version(left.object()));
                entry.put("status", "OutOfSync").put("requiresPruning", true);
                resources.add(entry);
                outOfSync.add(entry);
                health = worse(health, left.object(), applicationHealth);
            }
        }
        if (alive == 0 && !wanted.isEmpty()) {
            health = new Health("Missing", "");
        }
        return new Result(
                outOfSync.isEmpty() ? "Synced" : "OutOfSync",
                health,
                resources,
                outOfSync,
                String.join(", ", shared),
                images,
                goal.kustomize());
    }

    private static Health worse(Health sofar, ObjectNode live, boolean applicationHealth) {
        if (live.path("metadata")
                .path("annotations")
                .path("argocd.argoproj.io/ignore-healthcheck")
                .asString("")
                .equals("true")) {
            return sofar;
        }
        return Health.of(live, applicationHealth)
                .filter(one -> one.worseThan(sofar))
                // An application's message is its resources' only when they are Degraded or unknown.
                .map(one -> new Health(one.status(), ""))
                .orElse(sofar);
    }

    static String version(ObjectNode object) {
        var version = Json.text(object, "apiVersion");
        return version.substring(version.indexOf('/') + 1);
    }

    private static boolean differs(ObjectNode application, ObjectNode manifest, ObjectNode live) {
        var pointers = Ignored.pointers(application, Key.of(manifest));
        if (pointers.isEmpty()) {
            return Difference.between(manifest, live);
        }
        return Difference.between(Ignored.without(manifest, pointers), Ignored.without(live, pointers));
    }

    private static Optional<String> stranger(ObjectNode application, ObjectNode live, Key key) {
        var tracking =
                live.path("metadata").path("annotations").path(Names.TRACKING).asString("");
        var colon = tracking.indexOf(':');
        if (colon < 0 || tracking.substring(0, colon).equals(Json.name(application))) {
            return Optional.empty();
        }
        return Optional.of(key.kind() + "/" + key.name() + " is part of applications argocd/" + Json.name(application)
                + " and " + tracking.substring(0, colon));
    }

    private static void images(ObjectNode live, TreeSet<String> images) {
        var pod =
                live.path("kind").asString("").equals("Pod") ? live.path("spec") : Json.at(live, "spec.template.spec");
        for (var field : List.of("containers", "initContainers")) {
            pod.path(field).forEach(container -> images.add(Json.text(container, "image")));
        }
    }
}
