package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Exchange;
import io.homelab.simulator.web.FormFields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Parameters as they came in: from the query and a small body, with pveproxy's own rules about both. */
final class RequestParameters {
    private static final long LARGEST_BODY = 512 * 1024;

    private RequestParameters() {}

    static Map<String, String> of(Exchange exchange, boolean upload) {
        if (exchange.chunked()) {
            throw new ApiFailure(501, "chunked transfer encoding not supported", Map.of());
        }
        var values = new LinkedHashMap<String, String>();
        exchange.query().forEach((name, all) -> values.put(name, String.join("\0", all)));
        if (upload || exchange.contentLength() <= 0) {
            return values;
        }
        if (Set.of("GET", "HEAD", "DELETE").contains(exchange.method())) {
            throw new ApiFailure(501, "Unexpected content for method '" + exchange.method() + "'", Map.of());
        }
        if (exchange.contentLength() > LARGEST_BODY) {
            throw new ApiFailure(501, "for data too large", Map.of());
        }
        body(exchange).forEach((name, value) -> {
            var before = values.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
                throw ApiFailure.invalid(name, "duplicate parameter (already defined in URI) with conflicting values");
            }
        });
        return values;
    }

    private static Map<String, String> body(Exchange exchange) {
        var type = exchange.header("Content-Type").orElse("").split(";")[0].trim();
        var text = new String(exchange.bytes(), StandardCharsets.UTF_8);
        return switch (type) {
            case "application/x-www-form-urlencoded" ->
                FormFields.parse(text).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                each -> join(each.getValue()),
                                (first, second) -> second,
                                LinkedHashMap::new));
            case "application/json" -> json(text);
            default -> throw new ApiFailure(506, "upload '" + type + "' not supported", Map.of());
        };
    }

    /** Proxmox gets repeated fields as one text with NULs between. */
    private static String join(List<String> values) {
        return String.join("\0", values);
    }

    private static Map<String, String> json(String text) {
        JsonNode tree;
        try {
            tree = Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new ApiFailure(400, "malformed JSON string", Map.of());
        }
        var values = new LinkedHashMap<String, String>();
        tree.properties().forEach(field -> value(field.getValue()).ifPresent(each -> values.put(field.getKey(), each)));
        return values;
    }

    private static Optional<String> value(JsonNode node) {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (node.isArray()) {
            return Optional.of(StreamSupport.stream(node.spliterator(), false)
                    .map(JsonNode::asString)
                    .collect(Collectors.joining("\0")));
        }
        return Optional.of(node.isBoolean() ? node.booleanValue() ? "1" : "0" : node.asString());
    }
}
