package io.homelab.simulator.talos.api;

import com.google.protobuf.Message;
import io.homelab.simulator.talos.node.TalosNode;
import io.homelab.simulator.talos.wire.cosi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Resources of one type, made from what the machine is now. */
final class ResourceViews {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();

    private final TalosNode node;
    private final ResourceKinds kind;
    private final List<Resource> made = new ArrayList<>();

    private ResourceViews(TalosNode node, ResourceKinds kind) {
        this.node = node;
        this.kind = kind;
    }

    static List<Resource> of(TalosNode node, ResourceKinds kind) {
        var views = new ResourceViews(node, kind);
        if (kind.type().equals(ResourceKinds.DEFINITIONS)) {
            DefinitionViews.make(views);
        } else if (kind.type().endsWith("kubernetes.talos.dev") || kind.type().contains("etcd")) {
            ClusterViews.make(node, kind.type(), views);
        } else if (NetworkViews.KINDS.contains(kind)) {
            NetworkViews.make(node, kind.type(), views);
        } else if (VolumeViews.KINDS.contains(kind)) {
            VolumeViews.make(node, kind.type(), views);
        } else {
            MachineViews.make(node, kind.type(), views);
        }
        return views.made;
    }

    /** Adds a resource whose spec is a map. */
    void add(String id, Map<String, ?> spec, @Nullable Message proto) {
        text(id, YAML.writeValueAsString(spec), proto);
    }

    /** Adds a resource whose YAML is given. */
    void text(String id, String yaml, @Nullable Message proto) {
        var resource = Resource.newBuilder();
        resource.getMetadataBuilder()
                .setNamespace(kind.namespace())
                .setType(kind.type())
                .setId(id)
                .setVersion(Long.toString(node.version(kind.type() + "/" + id, yaml)))
                .setOwner("simulator")
                .setPhase("running")
                .setCreated(Instants.proto(node.bootTime()))
                .setUpdated(Instants.proto(node.bootTime()));
        resource.getSpecBuilder().setYamlSpec(yaml);
        if (proto != null) {
            resource.getSpecBuilder().setProtoSpec(proto.toByteString());
        }
        made.add(resource.build());
    }

    /** A map in the order of its arguments. */
    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
