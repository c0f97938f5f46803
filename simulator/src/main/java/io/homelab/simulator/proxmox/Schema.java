package io.homelab.simulator.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a route, written as {@code "vmid:int! name full:bool net*"}: a type after the colon (a string
 * without), {@code !} for required, {@code *} for a numbered option.
 */
final class Schema {
    private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");
    private static final Set<String> FALSE = Set.of("0", "off", "no", "false");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private Schema(String text) {
        for (var word : text.trim().split("\\s+")) {
            if (word.isEmpty()) {
                continue;
            }
            var needed = word.endsWith("!");
            var parts = (needed ? word.substring(0, word.length() - 1) : word).split(":");
            types.put(parts[0], parts.length > 1 ? parts[1] : "string");
            if (needed) {
                required.add(parts[0]);
            }
        }
    }

    static Schema of(String text) {
        return new Schema(text);
    }

    boolean knows(String name) {
        return typeOf(name) != null;
    }

    /** Checks and normalises: booleans become 0 or 1. */
    Map<String, String> check(Map<String, String> given) {
        var errors = new TreeMap<String, String>();
        var values = new LinkedHashMap<String, String>();
        given.forEach((name, value) -> {
            var type = typeOf(name);
            if (type == null) {
                errors.put(
                        name, "property is not defined in schema and the schema does not allow additional properties");
            } else {
                values.put(name, normal(name, type, value, errors));
            }
        });
        for (var name : required) {
            if (!given.containsKey(name)) {
                errors.put(name, "property is missing and it is not optional");
            }
        }
        if (!errors.isEmpty()) {
            throw ApiFailure.invalid(errors);
        }
        return values;
    }

    private @Nullable String typeOf(String name) {
        var exact = types.get(name);
        return exact != null ? exact : types.get(name.replaceFirst("\\d+$", "*"));
    }

    private static String normal(String name, String type, String value, Map<String, String> errors) {
        switch (type) {
            case "bool" -> {
                var lower = value.toLowerCase(Locale.ROOT);
                if (TRUE.contains(lower)) {
                    return "1";
                }
                if (FALSE.contains(lower)) {
                    return "0";
                }
                errors.put(name, "type check ('boolean') failed - got '" + value + "'");
            }
            case "int" -> {
                if (!value.matches("[+-]?\\d{1,18}")) {
                    errors.put(name, "type check ('integer') failed - got '" + value + "'");
                }
            }
            case "number" -> {
                if (!value.matches("[+-]?\\d+(\\.\\d+)?")) {
                    errors.put(name, "type check ('number') failed - got '" + value + "'");
                }
            }
            case "vmid" -> {
                if (!value.matches("[1-9]\\d{2,8}")) {
                    errors.put(name, "invalid format - value does not look like a valid VM ID");
                }
            }
            case "dns" -> {
                if (!value.matches("(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")) {
                    errors.put(name, "invalid format - value does not look like a valid DNS name");
                }
            }
            case "tags" -> {
                for (var tag : value.split("[;, ]+")) {
                    if (!tag.isEmpty() && !tag.matches("(?i)[a-z0-9_][a-z0-9_\\-+.]*")) {
                        errors.put(name, "invalid format - invalid characters in tag");
                    }
                }
            }
            default -> {}
        }
        return value;
    }
}
