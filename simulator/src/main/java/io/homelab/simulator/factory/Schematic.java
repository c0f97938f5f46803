package io.homelab.simulator.factory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A schematic, whose id is the SHA-256 of its canonical YAML: known fields in their order, empty ones left out, indented
 * by four.
 */
record Schematic(String yaml) {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final List<String> FIELDS = List.of("owner", "overlay", "customization");
    private static final List<String> CUSTOMIZATION =
            List.of("extraKernelArgs", "meta", "systemExtensions", "secureboot", "bootloader", "diskImage");

    static Schematic parse(String text) {
        var tree = YAML.readTree(text);
        if (tree == null || tree.isMissingNode() || tree.isNull()) {
            return new Schematic("customization: {}\n");
        }
        unknown(tree, FIELDS);
        var yaml = new StringBuilder();
        for (var field : FIELDS) {
            var value = tree.get(field);
            if (field.equals("customization")) {
                customization(yaml, value);
            } else if (value != null && !value.isEmpty() || value != null && value.isString()) {
                Yaml.field(yaml, 0, field, value);
            }
        }
        return new Schematic(yaml.toString());
    }

    private static void customization(StringBuilder yaml, @Nullable JsonNode value) {
        var inner = new StringBuilder();
        if (value != null && value.isObject()) {
            unknown(value, CUSTOMIZATION);
            for (var field : CUSTOMIZATION) {
                var child = value.get(field);
                var nothing = child == null || child.isNull() || child.isContainer() && child.isEmpty();
                if (!nothing) {
                    Yaml.field(inner, 1, field, child);
                }
            }
        }
        yaml.append(inner.isEmpty() ? "customization: {}\n" : "customization:\n" + inner);
    }

    private static void unknown(JsonNode tree, List<String> known) {
        tree.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("yaml: unmarshal errors: field " + name + " not found in type");
                });
    }

    String id() {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
