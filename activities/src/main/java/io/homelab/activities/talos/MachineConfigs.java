package io.homelab.activities.talos;

import io.homelab.activities.factory.Schematics;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Node;
import io.homelab.lab.definition.NodeRole;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Generates machine configurations in the v1alpha1 shape of Talos v1.9 to v1.12 (facts: talos B1), from the secrets bundle,
 * the lab file and the template's patches. The same input gives the same text, so that drift can be seen by comparing.
 */
final class MachineConfigs {
    /** Newer nodes still read this shape; what they would generate themselves looks different (facts: talos B1). */
    static final String CONTRACT = "v1.9";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private final OpenLab lab;
    private final String cluster;
    private final SecretsBundle secrets;

    MachineConfigs(OpenLab lab, String cluster, SecretsBundle secrets) {
        this.lab = lab;
        this.cluster = cluster;
        this.secrets = secrets;
    }

    /** The configuration of a node: a secret, since it holds keys. */
    Secret of(String nodeName) {
        var node = lab.node(cluster, nodeName);
        var base = (ObjectNode) YAML.valueToTree(new MachineConfigBase(lab, cluster, secrets, node).document());
        var others = new ArrayList<JsonNode>();
        for (var patch : lab.template(cluster).patches(node.role())) {
            for (var document : documents(patch.name(), patch.text())) {
                if (document.has("kind")) {
                    others.add(document);
                } else {
                    StrategicMerge.into(base, document);
                }
            }
        }
        check(node, base);
        var text = new StringBuilder(YAML.writeValueAsString(base));
        others.forEach(other -> text.append("---\n").append(YAML.writeValueAsString(other)));
        return Secret.of(text.toString());
    }

    /** What the installer image of this cluster is called. */
    static String installer(OpenLab lab, String cluster) {
        var schematic = Schematics.of(lab.lab().images().schematic(), lab.template(cluster));
        return lab.lab().images().factory().getAuthority() + "/installer/" + Schematics.id(schematic) + ":"
                + lab.template(cluster).talosVersion();
    }

    private static List<JsonNode> documents(String name, String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll();
        } catch (JacksonException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "patch " + name + " of the cluster's template is no YAML",
                    "omni/clusters",
                    null,
                    e);
        }
    }

    /** What a patch may not take away: without these a node installs and never joins. */
    private void check(Node node, JsonNode config) {
        require(config, node, "/machine/token");
        require(config, node, "/machine/ca/crt");
        require(config, node, "/machine/install/disk");
        require(config, node, "/cluster/controlPlane/endpoint");
        require(config, node, "/cluster/token");
        if (node.role() == NodeRole.CONTROL_PLANE) {
            require(config, node, "/machine/ca/key");
            require(config, node, "/cluster/etcd/ca/key");
            require(config, node, "/cluster/serviceAccount/key");
        }
        var expected = node.role() == NodeRole.CONTROL_PLANE ? "controlplane" : "worker";
        if (!expected.equals(config.at("/machine/type").asString(""))) {
            throw broken(node, "/machine/type is not " + expected);
        }
    }

    private void require(JsonNode config, Node node, String pointer) {
        if (config.at(pointer).asString("").isEmpty()) {
            throw broken(node, pointer + " is missing");
        }
    }

    private Problem broken(Node node, String what) {
        return new Problem(
                FailureClass.CONFIG,
                "the patches of the cluster's template break the machine configuration of " + node.name() + ": " + what,
                lab.cluster(cluster).template(),
                null);
    }
}
