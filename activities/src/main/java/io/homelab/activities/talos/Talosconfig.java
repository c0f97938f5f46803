package io.homelab.activities.talos;

import io.homelab.activities.transport.Grpc;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.secrets.Secret;
import io.homelab.workflows.failure.FailureClass;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The administrator's talosconfig, made from the bundle (facts: talos B2). */
final class Talosconfig {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Duration YEAR = Duration.ofDays(365);

    private Talosconfig() {}

    /** The identity of the current context; AUTH when there is none in it. */
    static Grpc.Identity identity(Secret talosconfig, String name) {
        var document = YAML.readTree(talosconfig.text());
        var context = document.path("contexts").path(document.path("context").asString(""));
        try {
            var own = new Authority(pem(context, "crt"), pem(context, "key"));
            return new Grpc.Identity(new Authority(pem(context, "ca"), "").certificate(), own.certificate(), own.key());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new Problem(
                    FailureClass.AUTH,
                    "the talosconfig has no context with ca, crt and key that can be read",
                    "secret store " + name,
                    "talosctl config info --talosconfig FILE says what is in it");
        }
    }

    /** The nodes of the current context, in its order; none in one that was written elsewhere. */
    static List<String> nodes(Secret talosconfig) {
        var document = YAML.readTree(talosconfig.text());
        return document.path("contexts")
                .path(document.path("context").asString(""))
                .path("nodes")
                .valueStream()
                .map(node -> node.asString(""))
                .toList();
    }

    private static String pem(JsonNode context, String field) {
        return PemKey.fromBase64(context.path(field).asString(""));
    }

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
