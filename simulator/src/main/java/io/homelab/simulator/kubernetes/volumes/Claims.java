package io.homelab.simulator.kubernetes.volumes;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import tools.jackson.databind.node.ObjectNode;

/** Objects and volumes of claims, looked up in the store of a cluster that is known by its name. */
public final class Claims {
    private static final String CLUSTERS = "kubernetes-clusters";
    private final Store store;

    public Claims(Store store) {
        this.store = store;
    }

    /** Notes in which etcd cluster a Kubernetes cluster lives now. */
    public void note(String cluster, String id) {
        store.table(CLUSTERS).put(cluster, id.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An object of a cluster, as it is.
     *
     * @param resource plural and group, such as {@code backups.velero.io}
     */
    public ObjectNode object(String cluster, String resource, String namespace, String name) {
        var id = store.table(CLUSTERS)
                .get(cluster)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new NoSuchElementException("no cluster " + cluster));
        var group = resource.contains(".") ? resource.substring(resource.indexOf('.') + 1) : "";
        var plural = resource.contains(".") ? resource.substring(0, resource.indexOf('.')) : resource;
        return store.table("kubernetes-" + id)
                .get("/" + group + "/" + plural + "/" + namespace + "/" + name)
                .map(Json::parse)
                .orElseThrow(() -> new NoSuchElementException("no " + resource + " " + namespace + "/" + name));
    }

    /** The volume that a claim is bound to. */
    public String volume(String cluster, String namespace, String claim) {
        var volume = Json.text(object(cluster, "persistentvolumeclaims", namespace, claim), "spec.volumeName");
        if (volume.isEmpty()) {
            throw new NoSuchElementException("the claim " + namespace + "/" + claim + " has no volume yet");
        }
        return volume;
    }
}
