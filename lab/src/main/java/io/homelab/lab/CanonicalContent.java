package io.homelab.lab;

import io.homelab.lab.schema.YamlFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What counts of a file: a YAML file's data with keys sorted, the bytes of any other. */
final class CanonicalContent {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private CanonicalContent() {}

    /** SHA-256 in hexadecimal over names, lengths and contents, so that no two sets of files look alike. */
    static String digest(SortedMap<String, String> files) {
        var digest = sha256();
        files.forEach((name, text) -> {
            update(digest, name);
            update(digest, of(name, text));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String of(String name, String text) {
        if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
            return text;
        }
        try {
            var documents = YamlFile.stream(name, text).documents();
            return JSON.writeValueAsString(JSON.treeToValue(JSON.valueToTree(documents), Object.class));
        } catch (YamlFile.NotYaml e) {
            // Values files are not always ours to judge; as text they still have an identity.
            return text;
        }
    }

    private static void update(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
