package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What lives in the cluster and is tracked, by application: the controller's cache of the cluster. */
final class Tracked {
    /** Excluded by default, or never anybody's manifest. */
    private static final Set<String> PASSED_OVER = Set.of(
            "events",
            "events.events.k8s.io",
            "endpoints",
            "endpointslices.discovery.k8s.io",
            "leases.coordination.k8s.io",
            "nodes",
            "replicasets.apps");

    private final Api api;
    private @Nullable Map<String, List<Live>> byApplication;

    Tracked(Api api) {
        this.api = api;
    }

    /** One of them. */
    record Live(String resource, ObjectNode object, Key key) {}

    /** Looks at the cluster anew before the next answer. */
    void forget() {
        byApplication = null;
    }

    List<Live> of(String application) {
        var known = byApplication;
        if (known == null) {
            known = look();
            byApplication = known;
        }
        return known.getOrDefault(application, List.of());
    }

    private Map<String, List<Live>> look() {
        var found = new HashMap<String, List<Live>>();
        for (var resource : api.resources()) {
            if (PASSED_OVER.contains(resource)) {
                continue;
            }
            for (var object : api.list(resource, "", each -> !tracking(each).isEmpty())) {
                var tracking = tracking(object);
                var key = Key.of(object);
                var colon = tracking.indexOf(':');
                // A copy that took the annotation along is not what the annotation speaks of.
                if (colon > 0 && key.tracking(tracking.substring(0, colon)).equals(tracking)) {
                    found.computeIfAbsent(tracking.substring(0, colon), each -> new ArrayList<>())
                            .add(new Live(resource, object, key));
                }
            }
        }
        return found;
    }

    private static String tracking(ObjectNode object) {
        return object.path("metadata").path("annotations").path(Names.TRACKING).asString("");
    }
}
