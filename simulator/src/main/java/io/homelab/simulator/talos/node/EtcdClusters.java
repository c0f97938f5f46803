package io.homelab.simulator.talos.node;

import io.homelab.simulator.world.Store;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Every etcd cluster that was ever bootstrapped in a lab; it is what a verdict about split clusters reads. */
public final class EtcdClusters {
    /** The store's table: a key per etcd cluster. */
    public static final String TABLE = "talos-etcd";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Store store;

    EtcdClusters(Store store) {
        this.store = store;
    }

    public Optional<EtcdCluster> get(String id) {
        return store.table(TABLE).get(id).map(json -> JSON.readValue(json, EtcdCluster.class));
    }

    void put(EtcdCluster cluster) {
        store.table(TABLE).put(cluster.id(), JSON.writeValueAsBytes(cluster));
        store.commit();
    }

    /** The etcd clusters of one Talos cluster: more than one is a split. */
    public List<EtcdCluster> of(String talosCluster) {
        return store.table(TABLE).keys("").stream()
                .flatMap(id -> get(id).stream())
                .filter(cluster -> cluster.cluster().equals(talosCluster))
                .toList();
    }
}
