package io.homelab.cli.command;

import io.grpc.StatusRuntimeException;
import io.homelab.cli.CommandFailure;
import io.homelab.cli.Session;
import io.homelab.cli.controlplane.Connection;
import io.homelab.lab.InvalidLab;
import io.homelab.lab.LabFile;
import io.homelab.lab.Version;
import io.homelab.lab.secrets.Redaction;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretUnavailable;
import io.homelab.workflows.attention.AttendedRun;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a support bundle; every one of them goes through the same redaction, and none can keep the others out. */
final class SupportParts {
    private static final int LOG_LINES = 400;
    private static final int RUNS = 20;

    private final Session session;
    private final Map<String, String> parts = new LinkedHashMap<>();

    SupportParts(Session session) {
        this.session = session;
    }

    /** File names and contents. */
    Map<String, String> collect() {
        var redaction = new Redaction(secrets());
        part("versions.txt", this::versions);
        part("control-plane.txt", this::controlPlane);
        part("lab.yaml", this::labFile);
        part("runs.txt", this::runs);
        for (var status : session.controlPlane().status()) {
            part("logs/" + status.name() + ".log", () -> tail(Path.of(status.log())));
        }
        var clean = new LinkedHashMap<String, String>();
        parts.forEach((name, text) -> clean.put(name, redaction.of(text)));
        return clean;
    }

    private void part(String name, Supplier<String> content) {
        try {
            parts.put(name, content.get());
        } catch (CommandFailure | StatusRuntimeException | WorkflowException | SecretUnavailable e) {
            parts.put(name, "not to be had: " + e.getMessage() + "\n");
        }
    }

    /** All values of the store; what cannot be read here is left to the shapes that secrets have. */
    private Collection<Secret> secrets() {
        try {
            return LabSecretStore.open(session).export().values();
        } catch (CommandFailure | SecretUnavailable e) {
            parts.put("incomplete.txt", "the secret store could not be read: " + e.getMessage() + "\n");
            return List.of();
        }
    }

    private String versions() {
        return "homelab " + Version.ours() + "\nJDK " + System.getProperty("java.vendor") + " " + Runtime.version()
                + "\nTemporal SDK " + io.temporal.serviceclient.Version.LIBRARY_VERSION
                + "\nTemporal server "
                + session.controlPlane().endpoint().map(e -> e.serverVersion()).orElse("unknown")
                + "\nsystem " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors\n";
    }

    private String controlPlane() {
        var text = new StringBuilder();
        for (var part : session.controlPlane().status()) {
            text.append(part.name())
                    .append(part.pid() > 0 ? " runs" : " does not run")
                    .append('\n');
        }
        var state = session.controlPlane().places().state();
        text.append("free in ")
                .append(state)
                .append(": ")
                .append(state.toFile().getUsableSpace() >> 20)
                .append(" MiB\n");
        if (session.elsewhere().isEmpty()) {
            session.controlPlane().safekeeping().list().forEach(b -> text.append("backup ")
                    .append(b.takenAt())
                    .append('\n'));
        }
        return text.toString();
    }

    private String labFile() {
        try {
            return LabFile.render(LabFile.load(session.currentLabFile()));
        } catch (InvalidLab e) {
            return "the lab file is invalid:\n" + e.getMessage() + "\n";
        }
    }

    private String runs() {
        return session.connected(connection -> {
            var text = new StringBuilder();
            connection.client().listExecutions("").limit(RUNS).forEach(run -> {
                var id = run.getExecution().getWorkflowId();
                text.append(id)
                        .append(' ')
                        .append(run.getWorkflowType())
                        .append(' ')
                        .append(run.getStatus());
                text.append(" since ").append(run.getStartTime()).append('\n');
                text.append(view(connection, id)).append('\n');
            });
            return text.toString();
        });
    }

    private static String view(Connection connection, String id) {
        try {
            return WireFormat.json(
                    connection.client().newWorkflowStub(AttendedRun.class, id).progress());
        } catch (WorkflowException | StatusRuntimeException e) {
            return "  it cannot say itself what it does: " + e.getMessage();
        }
    }

    private static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())) + "\n";
        } catch (IOException e) {
            return "not to be had: " + e + "\n";
        }
    }
}
