package io.homelab.cli.controlplane;

import io.homelab.workflows.wire.TemporalProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a running control plane is reached.
 *
 * @param serverVersion of the Temporal server; null when nobody asked it yet
 */
public record EndpointInfo(
        String address,
        String namespace,
        int port,
        int uiPort,
        @Nullable String serverVersion) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    EndpointInfo with(String version) {
        return new EndpointInfo(address, namespace, port, uiPort, version);
    }

    /** A server elsewhere, whose Web UI nobody told us of. */
    public static EndpointInfo of(TemporalProfile server) {
        return new EndpointInfo(server.address(), server.namespace(), 0, 0, null);
    }

    /** The link to a run in the Web UI. */
    public String link(String workflowId) {
        return uiPort == 0
                ? "in the Web UI of " + address + ", namespace " + namespace
                : "http://127.0.0.1:" + uiPort + "/namespaces/" + namespace + "/workflows/" + workflowId;
    }

    static Optional<EndpointInfo> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), EndpointInfo.class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void write(Path file) {
        try {
            var draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, JSON.writeValueAsBytes(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
