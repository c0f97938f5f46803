package io.homelab.workflows.topology;

/**
 * A cluster as one snapshot of the lab file describes it.
 *
 * @param snapshot the snapshot's content-addressed id (hex)
 */
public record ClusterRef(String cluster, String snapshot) {
    /** One of its nodes. */
    public NodeRef node(String node) {
        return new NodeRef(cluster, node, snapshot);
    }
}
