package io.homelab.activities.proxmox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of Proxmox's {@code first,key=value,…} strings, such as a disk or a network card. */
record PropertyString(String first, Map<String, String> properties) {
    PropertyString {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Reads one; the first element may itself be {@code key=value} (a network card's {@code virtio=MAC}). */
    static PropertyString parse(@Nullable String text) {
        var properties = new LinkedHashMap<String, String>();
        var first = "";
        if (text != null) {
            var parts = text.split(",");
            first = parts[0];
            for (var part : parts) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    properties.put(part.substring(0, equals), part.substring(equals + 1));
                }
            }
        }
        return new PropertyString(first, properties);
    }

    String get(String key, String otherwise) {
        return properties.getOrDefault(key, otherwise);
    }

    /** A size such as {@code 50G}, {@code 512M} or {@code 1T}, in GiB, rounded down; 0 when there is none. */
    long gib(String key) {
        var text = properties.get(key);
        if (text == null) {
            return 0;
        }
        var number = Long.parseLong(text.replaceAll("[^0-9].*", ""));
        return switch (text.charAt(text.length() - 1)) {
            case 'T' -> number * 1024;
            case 'G' -> number;
            case 'M' -> number / 1024;
            case 'K' -> number / (1024 * 1024);
            default -> number / (1024L * 1024 * 1024);
        };
    }
}
