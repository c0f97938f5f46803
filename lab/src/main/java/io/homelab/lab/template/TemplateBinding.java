package io.homelab.lab.template;

import io.homelab.lab.schema.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Makes records of documents that the schema has let through. */
final class TemplateBinding {
    private final List<JsonNode> documents;
    private final PatchReader patches;

    TemplateBinding(List<JsonNode> documents, PatchReader patches) {
        this.documents = documents;
        this.patches = patches;
    }

    ClusterTemplate template() {
        var cluster = position("Cluster").getFirst();
        var document = documents.get(cluster);
        return new ClusterTemplate(
                document.path("name").asString(),
                document.at("/kubernetes/version").asString(),
                document.at("/talos/version").asString(),
                patches.read(document, Paths.item("documents", cluster)),
                strings(document, "systemExtensions"),
                strings(document, "kernelArgs"),
                set(position("ControlPlane").getFirst(), "control-planes"),
                position("Workers").stream().map(i -> set(i, "workers")).toList(),
                position("Machine").stream().map(this::machine).toList());
    }

    private MachineSet set(int index, String defaultName) {
        var document = documents.get(index);
        var size = document.at("/machineClass/size");
        return new MachineSet(
                document.path("name").asString(defaultName),
                strings(document, "machines"),
                document.at("/machineClass/name").asString(""),
                size.isInt() ? OptionalInt.of(size.asInt()) : OptionalInt.empty(),
                patches.read(document, Paths.item("documents", index)),
                strings(document, "systemExtensions"),
                strings(document, "kernelArgs"));
    }

    private TemplateMachine machine(int index) {
        var document = documents.get(index);
        return new TemplateMachine(
                document.path("name").asString(),
                document.path("locked").asBoolean(false),
                patches.read(document, Paths.item("documents", index)),
                strings(document, "systemExtensions"),
                strings(document, "kernelArgs"));
    }

    private List<Integer> position(String kind) {
        var found = new ArrayList<Integer>();
        for (int i = 0; i < documents.size(); i++) {
            if (documents.get(i).path("kind").asString().equals(kind)) {
                found.add(i);
            }
        }
        return found;
    }

    private static List<String> strings(JsonNode document, String key) {
        return document.path(key).valueStream().map(JsonNode::asString).toList();
    }
}
