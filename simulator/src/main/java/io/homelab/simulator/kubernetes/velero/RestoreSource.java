package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.velero.store.Archive;
import io.homelab.simulator.kubernetes.velero.store.StoreFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** The objects of a backup's tarball, in the order in which they are restored. */
final class RestoreSource {
    private static final List<String> ORDER = List.of(
            "customresourcedefinitions.apiextensions.k8s.io",
            "namespaces",
            "storageclasses.storage.k8s.io",
            "persistentvolumes",
            "persistentvolumeclaims",
            "clusterroles.rbac.authorization.k8s.io",
            "roles.rbac.authorization.k8s.io",
            "serviceaccounts",
            "clusterrolebindings.rbac.authorization.k8s.io",
            "rolebindings.rbac.authorization.k8s.io",
            "secrets",
            "configmaps",
            "limitranges",
            "priorityclasses.scheduling.k8s.io",
            "pods",
            "replicasets.apps",
            "endpoints",
            "services");

    private final Map<String, Item> items = new TreeMap<>();

    private RestoreSource() {}

    static RestoreSource read(Stores.Store store, String backup) throws StoreFailed {
        var source = new RestoreSource();
        try {
            for (var file : Archive.unpack(store.bucket().get(store.layout().contents(backup)))
                    .entrySet()) {
                var path = file.getKey().split("/", -1);
                // The copies per version say the same.
                if (path[0].equals("resources") && !file.getKey().contains("-preferredversion/")) {
                    var item = new Item(path[1], Json.parse(file.getValue()));
                    source.items.put(item.key(), item);
                }
            }
        } catch (IOException | JacksonException | NumberFormatException e) {
            throw new StoreFailed("error unzipping and extracting: " + e.getMessage());
        }
        return source;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    Optional<Item> find(String resource, String namespace, String name) {
        return Optional.ofNullable(items.get(resource + " " + namespace + "/" + name));
    }

    List<Item> ordered() {
        var ordered = new ArrayList<>(items.values());
        ordered.sort(Comparator.comparing((Item item) -> place(item.resource())).thenComparing(Item::key));
        return ordered;
    }

    private static int place(String resource) {
        var place = ORDER.indexOf(resource);
        return place < 0 ? ORDER.size() : place;
    }
}
