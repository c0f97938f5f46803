package io.homelab.simulator.talos.config;

import io.homelab.simulator.talos.pki.Authority;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A machine configuration as it was applied: one v1alpha1 document and any number of typed ones. */
public final class MachineConfig {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final byte[] source;
    private final JsonNode main;
    private final List<JsonNode> typed;

    private MachineConfig(byte[] source, JsonNode main, List<JsonNode> typed) {
        this.source = source;
        this.main = main;
        this.typed = List.copyOf(typed);
    }

    /** Parses; the result may still be refused by {@link ConfigCheck}. */
    public static MachineConfig parse(byte[] source) throws ConfigRefused {
        JsonNode main = MissingNode.getInstance();
        var typed = new ArrayList<JsonNode>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(source)) {
            while (documents.hasNext()) {
                var document = documents.next();
                if (document == null || document.isNull() || document.isMissingNode()) {
                    continue;
                }
                if (!document.isObject()) {
                    throw ConfigRefused.unreadable("yaml: unmarshal errors: a document is not a mapping");
                }
                if (document.has("kind")) {
                    typed.add(document);
                } else if (main.isMissingNode()) {
                    main = document;
                } else {
                    throw ConfigRefused.unreadable("not allowed to have more than one v1alpha1 document");
                }
            }
        } catch (JacksonException e) {
            throw ConfigRefused.unreadable("yaml: " + e.getOriginalMessage());
        }
        return new MachineConfig(source.clone(), main, typed);
    }

    public byte[] source() {
        return source.clone();
    }

    public String text() {
        return new String(source, StandardCharsets.UTF_8);
    }

    /** Whether there is a v1alpha1 document at all. */
    public boolean complete() {
        return main.isObject();
    }

    /** A value by its dotted path in the v1alpha1 document; missing when it is not there. */
    public JsonNode at(String path) {
        var node = main;
        for (var name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    /** A text by its dotted path, empty when it is not there. */
    public String text(String path) {
        var node = at(path);
        return node.isValueNode() && !node.isNull() ? node.asString("") : "";
    }

    public boolean is(String path, boolean otherwise) {
        var node = at(path);
        return node.isBoolean() ? node.asBoolean() : otherwise;
    }

    /** The items of a list. */
    public List<JsonNode> list(String path) {
        return StreamSupport.stream(at(path).spliterator(), false).toList();
    }

    /** Texts of a list. */
    public List<String> texts(String path) {
        return list(path).stream().map(item -> item.asString("")).toList();
    }

    /** Typed documents of one kind. */
    public List<JsonNode> documents(String kind) {
        return typed.stream()
                .filter(d -> d.path("kind").asString("").equals(kind))
                .toList();
    }

    public String type() {
        return text("machine.type");
    }

    public boolean controlPlane() {
        return type().equals("controlplane") || type().equals("init");
    }

    public String clusterId() {
        return text("cluster.id");
    }

    public String clusterName() {
        return text("cluster.clusterName");
    }

    public String endpoint() {
        return text("cluster.controlPlane.endpoint");
    }

    public Optional<String> hostname() {
        var classic = text("machine.network.hostname");
        return classic.isEmpty()
                ? documents("HostnameConfig").stream()
                        .map(d -> d.path("hostname").asString(""))
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                : Optional.of(classic);
    }

    /** The authority of the machine API; only a control plane's configuration has its key. */
    public Authority machineAuthority() {
        return Authority.decode(text("machine.ca.crt"), text("machine.ca.key"));
    }

    public Authority kubernetesAuthority() {
        return Authority.decode(text("cluster.ca.crt"), text("cluster.ca.key"));
    }

    /** Kubernetes' version by the tag of the kubelet's image, which both types of machine have. */
    public String kubeletVersion() {
        return tag(text("machine.kubelet.image"));
    }

    public String apiServerVersion() {
        var own = text("cluster.apiServer.image");
        return own.isEmpty() ? kubeletVersion() : tag(own);
    }

    private static String tag(String image) {
        var colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "v1.32.3";
    }

    public boolean kubePrism() {
        return is("machine.features.kubePrism.enabled", true);
    }
}
