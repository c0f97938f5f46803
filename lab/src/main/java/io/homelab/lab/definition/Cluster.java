package io.homelab.lab.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Kubernetes cluster: its endpoint, its machines, its template (path beside the lab file), and how long its waits may take. */
public record Cluster(
        String name,
        Endpoint endpoint,
        @Nullable String vip,
        String template,
        @JsonProperty("protected") boolean guarded,
        List<Node> nodes,
        Waits waits) {
    public Cluster {
        nodes = List.copyOf(nodes);
    }

    /** The machines of one role, in the file's order. */
    public List<Node> nodes(NodeRole role) {
        return nodes.stream().filter(node -> node.role() == role).toList();
    }
}
