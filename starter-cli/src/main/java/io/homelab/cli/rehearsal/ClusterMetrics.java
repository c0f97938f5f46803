package io.homelab.cli.rehearsal;

import io.homelab.cli.CommandFailure;
import io.homelab.cli.ExitCode;
import io.homelab.cli.controlplane.PrometheusProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A Prometheus that scrapes one cluster through its API server, with the rights of its kubeconfig. */
final class ClusterMetrics {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final String RULES = """
            groups:
              - name: rehearsal
                rules:
                  - {alert: Watchdog, expr: vector(1), labels: {severity: none}}
                  - {alert: TargetDown, expr: up == 0, for: 5s, labels: {severity: warning}}
                  - alert: KubeDeploymentReplicasMismatch
                    expr: kube_deployment_status_replicas_unavailable > 0
                    for: 15s
                    labels: {severity: warning}
            """;

    private final PrometheusProcess prometheus;

    ClusterMetrics(PrometheusProcess prometheus) {
        this.prometheus = prometheus;
    }

    /**
     * Starts it.
     *
     * @param kubeconfig of the cluster, as YAML
     * @param exporters services that have metrics, as {@code namespace/name:port}
     */
    void start(String kubeconfig, List<String> exporters) {
        var config = YAML.readTree(kubeconfig);
        var cluster = config.path("clusters").path(0).path("cluster");
        var user = config.path("users").path(0).path("user");
        var server = URI.create(cluster.path("server").asString());
        try {
            keep("ca.pem", cluster.path("certificate-authority-data"));
            keep("client.pem", user.path("client-certificate-data"));
            keep("client.key", user.path("client-key-data"));
            var directory = prometheus.directory();
            Files.writeString(directory.resolve("rules.yml"), RULES);
            Files.writeString(
                    directory.resolve("prometheus.yml"), YAML.writeValueAsString(configuration(server, exporters)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot configure Prometheus: " + e.getMessage(), e);
        }
        prometheus.start();
    }

    private static Map<String, Object> configuration(URI server, List<String> exporters) {
        var jobs = new ArrayList<Map<String, Object>>();
        jobs.add(job("apiserver", "/metrics", server));
        for (var exporter : exporters) {
            var namespace = exporter.substring(0, exporter.indexOf('/'));
            var service = exporter.substring(exporter.indexOf('/') + 1);
            jobs.add(job(
                    service.substring(0, service.indexOf(':')),
                    "/api/v1/namespaces/" + namespace + "/services/" + service + "/proxy/metrics",
                    server));
        }
        return Map.of(
                "global", Map.of("scrape_interval", "1s", "scrape_timeout", "1s", "evaluation_interval", "1s"),
                "rule_files", List.of("rules.yml"),
                "scrape_configs", jobs);
    }

    private static Map<String, Object> job(String name, String path, URI server) {
        return Map.of(
                "job_name",
                name,
                "scheme",
                "https",
                "metrics_path",
                path,
                "tls_config",
                Map.of("ca_file", "ca.pem", "cert_file", "client.pem", "key_file", "client.key"),
                "static_configs",
                List.of(Map.of("targets", List.of(server.getHost() + ":" + server.getPort()))));
    }

    private void keep(String name, JsonNode base64) throws IOException {
        Path file = prometheus.directory().resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, Base64.getDecoder().decode(base64.asString()));
    }
}
