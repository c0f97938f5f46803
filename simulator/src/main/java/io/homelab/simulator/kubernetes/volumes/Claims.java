package io.homelab.simulator.kubernetes.volumes;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.world.Store;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/** Which volume a claim has, looked up in the store of a cluster that is known by its name. */
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

    /** The volume that a claim is bound to. */
    public String volume(String cluster, String namespace, String claim) {
        var id = store.table(CLUSTERS)
                .get(cluster)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new NoSuchElementException("no cluster " + cluster));
        var object = store.table("kubernetes-" + id)
                .get("//persistentvolumeclaims/" + namespace + "/" + claim)
                .map(Json::parse)
                .orElseThrow(() -> new NoSuchElementException("no claim " + namespace + "/" + claim));
        var volume = Json.text(object, "spec.volumeName");
        if (volume.isEmpty()) {
            throw new NoSuchElementException("the claim " + namespace + "/" + claim + " has no volume yet");
        }
        return volume;
    }
}
