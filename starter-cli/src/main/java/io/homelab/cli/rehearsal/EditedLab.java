package io.homelab.cli.rehearsal;

import io.homelab.cli.controlplane.ControlPlane;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The lab file of a rehearsal and the secrets beside it, as somebody changes them. */
final class EditedLab {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Path file;

    EditedLab(ControlPlane controlPlane) {
        this.file = controlPlane.places().labFile();
    }

    /** Changes the lab file; it is the old one or the new one, and nothing in between. */
    void change(Consumer<ObjectNode> change) throws IOException {
        var lab = read();
        change.accept(lab);
        var draft = file.resolveSibling("lab.yaml.new");
        Files.writeString(draft, YAML.writeValueAsString(lab));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Puts a secret into the store, over an older one. */
    void keep(String name, String value) throws IOException {
        var recipients = read().at("/secrets/recipients")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        SecretStore.open(file.resolveSibling("secrets"), recipients, () -> {
                    throw new IllegalStateException("writing needs no identity");
                })
                .put(name, Secret.of(value));
    }

    private ObjectNode read() throws IOException {
        return (ObjectNode) YAML.readTree(Files.readString(file));
    }
}
