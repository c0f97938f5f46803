package io.homelab.worker.inspect;

import io.homelab.activities.evidence.EvidenceAudit;
import io.homelab.activities.labfile.LabProperties;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.prometheus.GateLook;
import io.homelab.activities.proxmox.HypervisorObserver;
import io.homelab.activities.proxmox.Hypervisors;
import io.homelab.activities.proxmox.ProxmoxHypervisorActivities;
import io.homelab.activities.transport.Certificates;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.topology.ClusterRef;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One question as JSON on standard input, one answer on standard output: {@code {"answer": …}} or {@code {"problem": …}}.
 * The command line has no clients of its own, and before {@code homelab init} there is no lab that a worker could serve.
 * Secrets come by standard input, which no process list shows.
 */
public final class Inspector {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Inspector() {}

    /** Answers the question that {@code args[0]} names: certificate, hypervisor, preflight, evidence or gate. */
    public static void main(String[] args) throws IOException {
        var question = JSON.readTree(System.in);
        Map<String, Object> reply;
        try {
            reply = Map.of("answer", answer(args[0], question));
        } catch (Problem e) {
            reply = Map.of("problem", e.report());
        }
        System.out.write(JSON.writeValueAsBytes(reply));
        System.out.write("\n".getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.exit(0); // clients keep threads for their pooled connections
    }

    private static Object answer(String kind, JsonNode question) {
        return switch (kind) {
            case "certificate" ->
                Certificates.at(URI.create(question.path("endpoint").asString()));
            case "hypervisor" ->
                new HypervisorObserver(new Transports(Gate.OPEN))
                        .observe(
                                URI.create(question.path("endpoint").asString()),
                                text(question, "fingerprint"),
                                question.path("tokenId").asString(),
                                Secret.of(question.path("token").asString()),
                                text(question, "node"));
            case "preflight" -> preflight(question);
            case "evidence" -> evidence(question);
            case "gate" -> gate(question);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** The preflight of every cluster of the lab file: what a bootstrap would look at first, without one. */
    private static List<Map<String, Object>> preflight(JsonNode question) {
        var labs = labs(question);
        var transports = new Transports(Gate.OPEN);
        var hypervisor = new ProxmoxHypervisorActivities(new Hypervisors(labs, transports), transports);
        var file = labs.take(null);
        var answers = new ArrayList<Map<String, Object>>();
        for (var cluster : file.lab().clusters().keySet()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("cluster", cluster);
            try {
                var report = hypervisor.preflight(new ClusterRef(cluster, file.digest()));
                answer.put("checks", report.checks());
                answer.put("warnings", report.warnings());
            } catch (Problem e) {
                answer.put("problem", e.report());
            }
            answers.add(answer);
        }
        return answers;
    }

    private static List<GateLook.Line> gate(JsonNode question) {
        var labs = labs(question);
        return new GateLook(new Transports(Gate.OPEN))
                .look(labs.snapshot(labs.take(null).digest()));
    }

    private static LabReader labs(JsonNode question) {
        var properties = new LabProperties(path(question, "lab"), path(question, "state"), path(question, "cache"));
        return new LabReader(properties, path(question, "config").resolve("identity.txt"), System.getenv());
    }

    private static EvidenceAudit.Report evidence(JsonNode question) {
        try {
            return EvidenceAudit.of(path(question, "directory"), text(question, "key"));
        } catch (IOException e) {
            throw new Problem(
                    FailureClass.CONFIG,
                    "the evidence cannot be read: " + e.getMessage(),
                    path(question, "directory").toString(),
                    "check the permissions of the directory",
                    e);
        }
    }

    private static Path path(JsonNode question, String field) {
        return Path.of(Objects.requireNonNull(text(question, field), field));
    }

    private static @Nullable String text(JsonNode question, String field) {
        var value = question.path(field);
        return value.isString() ? value.asString() : null;
    }
}
