package io.homelab.activities.talos;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.ClusterRef;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Generates the machine configurations of a cluster and tells what may be told of them: nothing secret. */
public final class GeneratedConfigs {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final TalosNodes nodes;

    public GeneratedConfigs(TalosNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * What a generated configuration says.
     *
     * @param problem why none could be generated; empty when one was
     */
    public record Generated(
            String node,
            String type,
            String clusterName,
            String endpoint,
            String installDisk,
            String installImage,
            String problem) {}

    /** One for each node, in the lab file's order; CONFIG when the cluster has no secrets yet. */
    public List<Generated> of(ClusterRef ref) {
        var lab = nodes.lab(ref.snapshot());
        var configs = new MachineConfigs(lab, ref.cluster(), nodes.secrets(lab, ref.cluster()));
        return lab.cluster(ref.cluster()).nodes().stream()
                .map(node -> describe(configs, node.name()))
                .toList();
    }

    private static Generated describe(MachineConfigs configs, String node) {
        try (var secret = configs.of(node);
                var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(secret.bytes())) {
            var config = documents.next();
            return new Generated(
                    node,
                    config.at("/machine/type").asString(""),
                    config.at("/cluster/clusterName").asString(""),
                    config.at("/cluster/controlPlane/endpoint").asString(""),
                    config.at("/machine/install/disk").asString(""),
                    config.at("/machine/install/image").asString(""),
                    "");
        } catch (Problem e) {
            if (e.report().kind() != FailureClass.CONFIG) {
                throw e;
            }
            return new Generated(node, "", "", "", "", "", e.report().what());
        }
    }
}
