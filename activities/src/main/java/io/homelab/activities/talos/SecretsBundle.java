package io.homelab.activities.talos;

import io.homelab.lab.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A cluster's secrets in the format of {@code talosctl gen secrets} (facts: talos B2), so that the talosctl of tomorrow can
 * take over from us with the file out of the secret store.
 */
record SecretsBundle(
        String clusterId,
        String clusterSecret,
        String bootstrapToken,
        String secretboxEncryptionSecret,
        String trustdToken,
        Authority os,
        Authority etcd,
        Authority kubernetes,
        Authority aggregator,
        String serviceAccountKeyPem) {
    private static final ObjectMapper YAML = YAMLMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final String TOKEN_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    /** A new one; the key of the service accounts takes some seconds. */
    static SecretsBundle generate(Instant now, ServiceAccountKeys keys) {
        return new SecretsBundle(
                Base64.getUrlEncoder().encodeToString(random()),
                Base64.getEncoder().encodeToString(random()),
                token(),
                Base64.getEncoder().encodeToString(random()),
                token(),
                Authority.ed25519("talos", now),
                Authority.ecdsa("etcd", now),
                Authority.ecdsa("kubernetes", now),
                Authority.ecdsa("front-proxy", now),
                keys.make());
    }

    /** The YAML that goes into the secret store. */
    Secret toSecret() {
        var certs = new LinkedHashMap<String, Object>();
        certs.put("etcd", pair(etcd));
        certs.put("k8s", pair(kubernetes));
        certs.put("k8saggregator", pair(aggregator));
        certs.put("k8sserviceaccount", Map.of("key", PemKey.base64(serviceAccountKeyPem)));
        certs.put("os", pair(os));
        var document = new LinkedHashMap<String, Object>();
        document.put("cluster", ordered("id", clusterId, "secret", clusterSecret));
        document.put(
                "secrets",
                ordered("bootstraptoken", bootstrapToken, "secretboxencryptionsecret", secretboxEncryptionSecret));
        document.put("trustdinfo", Map.of("token", trustdToken));
        document.put("certs", certs);
        return Secret.of(YAML.writeValueAsString(document));
    }

    /** Reads what {@link #toSecret} or talosctl wrote. */
    static SecretsBundle parse(Secret secret) {
        var document = YAML.readTree(secret.text());
        var certs = document.path("certs");
        return new SecretsBundle(
                document.path("cluster").path("id").asString(),
                document.path("cluster").path("secret").asString(),
                document.path("secrets").path("bootstraptoken").asString(),
                document.path("secrets").path("secretboxencryptionsecret").asString(),
                document.path("trustdinfo").path("token").asString(),
                authority(certs.path("os")),
                authority(certs.path("etcd")),
                authority(certs.path("k8s")),
                authority(certs.path("k8saggregator")),
                PemKey.fromBase64(certs.path("k8sserviceaccount").path("key").asString()));
    }

    /** Reads them out of the v1alpha1 document of a control plane's machine configuration. */
    static SecretsBundle ofMachineConfig(JsonNode config) {
        var cluster = config.path("cluster");
        return new SecretsBundle(
                cluster.path("id").asString(),
                cluster.path("secret").asString(),
                cluster.path("token").asString(),
                cluster.path("secretboxEncryptionSecret").asString(),
                config.path("machine").path("token").asString(),
                authority(config.path("machine").path("ca")),
                authority(cluster.path("etcd").path("ca")),
                authority(cluster.path("ca")),
                authority(cluster.path("aggregatorCA")),
                PemKey.fromBase64(cluster.path("serviceAccount").path("key").asString()));
    }

    @Override
    public String toString() {
        return "SecretsBundle[<redacted>]";
    }

    private static Map<String, String> pair(Authority authority) {
        return ordered("crt", PemKey.base64(authority.certificatePem()), "key", PemKey.base64(authority.keyPem()));
    }

    private static Authority authority(JsonNode node) {
        return new Authority(
                PemKey.fromBase64(node.path("crt").asString()),
                PemKey.fromBase64(node.path("key").asString()));
    }

    private static Map<String, String> ordered(String k1, String v1, String k2, String v2) {
        var map = new LinkedHashMap<String, String>();
        map.put(k1, v1);
        map.put(k2, v2);
        return map;
    }

    private static byte[] random() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String token() {
        return letters(6) + "." + letters(16);
    }

    private static String letters(int count) {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) TOKEN_ALPHABET.charAt(RANDOM.nextInt(TOKEN_ALPHABET.length()));
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
