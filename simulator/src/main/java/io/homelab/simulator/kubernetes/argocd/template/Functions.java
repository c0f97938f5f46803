package io.homelab.simulator.kubernetes.argocd.template;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** The functions of Go's templates and of Sprig that ApplicationSets of a homelab use. */
final class Functions {
    private Functions() {}

    static boolean truth(JsonNode value) {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isNumber()) {
            return value.asDouble() != 0;
        }
        return value.isString() ? !value.asString().isEmpty() : !value.isEmpty();
    }

    /** As Go prints it. */
    static String printed(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "<no value>";
        }
        if (value.isArray()) {
            return "[" + value.valueStream().map(Functions::printed).collect(Collectors.joining(" ")) + "]";
        }
        if (value.isObject()) {
            return "map["
                    + value.properties().stream()
                            .sorted(java.util.Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + ":" + printed(entry.getValue()))
                            .collect(Collectors.joining(" "))
                    + "]";
        }
        return value.asString();
    }

    private static JsonNode text(String text) {
        return StringNode.valueOf(text);
    }

    private static JsonNode yes(boolean yes) {
        return BooleanNode.valueOf(yes);
    }

    static JsonNode call(String name, List<JsonNode> given) {
        try {
            return switch (name) {
                case "and" ->
                    given.stream().filter(value -> !truth(value)).findFirst().orElseGet(given::getLast);
                case "or" -> given.stream().filter(Functions::truth).findFirst().orElseGet(given::getLast);
                case "not" -> yes(!truth(given.getFirst()));
                case "eq" ->
                    yes(given.subList(1, given.size()).stream().anyMatch(value -> same(given.getFirst(), value)));
                case "ne" -> yes(!same(given.get(0), given.get(1)));
                case "lt" -> yes(given.get(0).asDouble() < given.get(1).asDouble());
                case "gt" -> yes(given.get(0).asDouble() > given.get(1).asDouble());
                case "index" -> index(given);
                case "len" ->
                    IntNode.valueOf(
                            given.getFirst().isString()
                                    ? given.getFirst().asString().length()
                                    : given.getFirst().size());
                case "default" -> truth(given.get(1)) ? given.get(1) : given.get(0);
                case "empty" -> yes(!truth(given.getFirst()));
                case "coalesce" ->
                    given.stream().filter(Functions::truth).findFirst().orElse(MissingNode.getInstance());
                case "ternary" -> truth(given.get(2)) ? given.get(0) : given.get(1);
                case "hasKey" -> yes(given.get(0).has(given.get(1).asString("")));
                case "list" -> Json.array().addAll(given);
                case "join" ->
                    text(given.get(1)
                            .valueStream()
                            .map(Functions::printed)
                            .collect(Collectors.joining(given.get(0).asString(""))));
                default -> ofText(name, given);
            };
        } catch (IndexOutOfBoundsException | IllegalArgumentException | java.util.NoSuchElementException e) {
            throw new TemplateFailed("template: wrong number of args for " + name + ": got " + given.size());
        }
    }

    private static JsonNode ofText(String name, List<JsonNode> given) {
        return switch (name) {
            case "quote" ->
                text(given.stream()
                        .filter(value -> !value.isMissingNode() && !value.isNull())
                        .map(value ->
                                "\"" + printed(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .collect(Collectors.joining(" ")));
            case "squote" -> text("'" + last(given) + "'");
            case "lower" -> text(last(given).toLowerCase(Locale.ROOT));
            case "upper" -> text(last(given).toUpperCase(Locale.ROOT));
            case "trim" -> text(last(given).strip());
            case "toString", "print" ->
                text(given.stream().map(Functions::printed).collect(Collectors.joining()));
            case "trimPrefix" ->
                text(
                        last(given).startsWith(first(given))
                                ? last(given).substring(first(given).length())
                                : last(given));
            case "trimSuffix" ->
                text(
                        last(given).endsWith(first(given))
                                ? last(given)
                                        .substring(
                                                0,
                                                last(given).length()
                                                        - first(given).length())
                                : last(given));
            case "hasPrefix" -> yes(last(given).startsWith(first(given)));
            case "hasSuffix" -> yes(last(given).endsWith(first(given)));
            case "contains" -> yes(last(given).contains(first(given)));
            case "replace" -> text(last(given).replace(first(given), printed(given.get(1))));
            case "splitList" ->
                Json.strings(Arrays.asList(last(given).split(java.util.regex.Pattern.quote(first(given)), -1)));
            case "normalize" -> text(normalized(last(given)));
            case "printf" -> text(formatted(given));
            default -> throw new TemplateFailed("template: function \"" + name + "\" not defined");
        };
    }

    private static String first(List<JsonNode> given) {
        return printed(given.getFirst());
    }

    private static String last(List<JsonNode> given) {
        return printed(given.getLast());
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isMissingNode() || other.isMissingNode()) {
            return one.isMissingNode() && other.isMissingNode();
        }
        return one.equals(other) || one.isNumber() && other.isNumber() && one.asDouble() == other.asDouble();
    }

    private static JsonNode index(List<JsonNode> given) {
        var value = given.getFirst();
        for (var key : given.subList(1, given.size())) {
            if (value.isArray()) {
                if (!key.isNumber() || key.asInt() < 0 || key.asInt() >= value.size()) {
                    throw new TemplateFailed("template: error calling index: index out of range: " + printed(key));
                }
                value = value.get(key.asInt());
            } else if (value.isObject()) {
                value = value.path(key.asString(""));
            } else {
                throw new TemplateFailed("template: error calling index: index of untyped nil");
            }
        }
        return value;
    }

    private static String formatted(List<JsonNode> given) {
        var out = new StringBuilder();
        var rest = new ArrayList<>(given.subList(1, given.size()));
        var format = first(given);
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || i + 1 == format.length()) {
                out.append(format.charAt(i));
                continue;
            }
            var verb = format.charAt(++i);
            switch (verb) {
                case '%' -> out.append('%');
                case 's', 'v', 'd' -> out.append(printed(rest.removeFirst()));
                case 'q' -> out.append('"').append(printed(rest.removeFirst())).append('"');
                default -> throw new TemplateFailed("template: the simulated Argo CD knows no %" + verb);
            }
        }
        return out.toString();
    }

    /** A name as DNS takes it. */
    static String normalized(String name) {
        var dns = name.toLowerCase(Locale.ROOT).replaceAll("[^-.a-z0-9]", "-");
        var cut = dns.length() > 253 ? dns.substring(0, 253) : dns;
        return cut.replaceAll("^[-.]+|[-.]+$", "");
    }
}
