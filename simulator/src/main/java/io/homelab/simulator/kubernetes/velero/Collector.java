package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Which objects belong to a backup: those that its filter lets in, and what those need. */
final class Collector {
    private static final List<String> FIRST = List.of("pods", "persistentvolumeclaims", "persistentvolumes");
    private static final Set<String> NEVER = Set.of(
            "events.events.k8s.io",
            "volumesnapshots.snapshot.storage.k8s.io",
            "volumesnapshotcontents.snapshot.storage.k8s.io");
    private static final String DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io";
    private static final String BINDINGS = "clusterrolebindings.rbac.authorization.k8s.io";
    private static final String ROLES = "clusterroles.rbac.authorization.k8s.io";

    private final Api api;
    private final Filter filter;
    private final Map<String, Item> items = new LinkedHashMap<>();

    Collector(Api api, Filter filter) {
        this.api = api;
        this.filter = filter;
    }

    List<Item> collect() {
        for (var resource : ordered()) {
            for (var object : api.list(resource, "")) {
                var item = new Item(resource, object);
                if (wanted(item)) {
                    add(item);
                }
            }
        }
        return List.copyOf(items.values());
    }

    private List<String> ordered() {
        var all = new ArrayList<>(api.resources());
        all.removeIf(resource -> NEVER.contains(resource) || FIRST.contains(resource));
        all.sort(null);
        all.addAll(0, FIRST);
        return all;
    }

    private boolean wanted(Item item) {
        if (item.resource().equals("namespaces")) {
            return filter.namespace(item.name()) && filter.resource("namespaces", "Namespace", false);
        }
        if (item.namespace().isEmpty()) {
            return filter.clusterWide() == Filter.ClusterWide.ALL && named(item) && filter.labels(item.object());
        }
        return filter.namespace(item.namespace()) && named(item) && filter.labels(item.object());
    }

    private boolean named(Item item) {
        return filter.resource(
                item.resource(),
                Json.text(item.object(), "kind"),
                !item.namespace().isEmpty());
    }

    private void add(Item item) {
        if (items.containsKey(item.key())
                || Names.label(item.object(), Names.EXCLUDE).equals("true")
                || item.object().path("metadata").has("deletionTimestamp")) {
            return;
        }
        items.put(item.key(), item);
        switch (item.resource()) {
            case "pods" ->
                Json.at(item.object(), "spec.volumes")
                        .forEach(volume -> related(
                                "persistentvolumeclaims",
                                item.namespace(),
                                Json.text(volume, "persistentVolumeClaim.claimName")));
            case "persistentvolumeclaims" ->
                related("persistentvolumes", "", Json.text(item.object(), "spec.volumeName"));
            case "serviceaccounts" -> roles(item);
            default -> definition(item);
        }
    }

    private void related(String resource, String namespace, String name) {
        if (name.isEmpty() || namespace.isEmpty() && filter.clusterWide() == Filter.ClusterWide.NONE) {
            return;
        }
        api.find(resource, namespace, name)
                .map(object -> new Item(resource, object))
                .filter(this::named)
                .ifPresent(this::add);
    }

    private void roles(Item account) {
        for (var binding : api.list(BINDINGS, "", binding -> subject(binding, account))) {
            related(BINDINGS, "", Json.name(binding));
            related(ROLES, "", Json.text(binding, "roleRef.name"));
        }
    }

    private static boolean subject(ObjectNode binding, Item account) {
        return binding.path("subjects")
                .valueStream()
                .anyMatch(subject -> Json.text(subject, "kind").equals("ServiceAccount")
                        && Json.text(subject, "name").equals(account.name())
                        && Json.text(subject, "namespace").equals(account.namespace()));
    }

    /** A custom object comes with its definition. */
    private void definition(Item item) {
        if (!item.namespace().isEmpty() && item.resource().contains(".")) {
            related(DEFINITIONS, "", item.resource());
        }
    }
}
