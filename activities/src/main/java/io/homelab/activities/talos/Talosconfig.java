package io.homelab.activities.talos;

import io.homelab.lab.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The administrator's talosconfig, made from the bundle (facts: talos B2). */
final class Talosconfig {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Duration YEAR = Duration.ofDays(365);

    private Talosconfig() {}

    static Secret of(String cluster, SecretsBundle secrets, List<String> endpoints, List<String> nodes, Instant now) {
        var admin = secrets.os().client("", List.of("os:admin"), YEAR, now);
        var context = new LinkedHashMap<String, Object>();
        context.put("endpoints", endpoints);
        context.put("nodes", nodes);
        context.put("ca", PemKey.base64(secrets.os().certificatePem()));
        context.put("crt", PemKey.base64(admin.certificatePem()));
        context.put("key", PemKey.base64(admin.keyPem()));
        var document = new LinkedHashMap<String, Object>();
        document.put("context", cluster);
        document.put("contexts", Map.of(cluster, context));
        return Secret.of(YAML.writeValueAsString(document));
    }
}
