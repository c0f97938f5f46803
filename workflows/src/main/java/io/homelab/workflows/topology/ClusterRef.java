package io.homelab.workflows.topology;

/**
 * A cluster as one snapshot of the lab file describes it.
 *
 * @param snapshot the snapshot's content-addressed id (hex)
 */
public record ClusterRef(String cluster, String snapshot) {
    private static final int SHORT = 12;

    /** The snapshot's id as people read it: its first characters. */
    public String shortSnapshot() {
        return snapshot.length() <= SHORT ? snapshot : snapshot.substring(0, SHORT) + "…";
    }

    /** One of its nodes. */
    public NodeRef node(String node) {
        return new NodeRef(cluster, node, snapshot);
    }
}
