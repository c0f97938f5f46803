package io.homelab.simulator.kubernetes.apiserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors. */
public final class Selectors {
    private static final Pattern SET = Pattern.compile("\\s*([A-Za-z0-9._/-]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");

    private Selectors() {}

    /** The selector of a query string. */
    static Predicate<ObjectNode> labels(String selector) {
        Predicate<ObjectNode> all = object -> true;
        for (var term : terms(selector)) {
            all = all.and(label(term));
        }
        return all;
    }

    private static List<String> terms(String selector) {
        var terms = new ArrayList<String>();
        var depth = 0;
        var term = new StringBuilder();
        for (var c : selector.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                terms.add(term.toString());
                term.setLength(0);
            } else {
                term.append(c);
            }
        }
        if (!term.toString().isBlank()) {
            terms.add(term.toString());
        }
        return terms;
    }

    private static Predicate<ObjectNode> label(String term) {
        var set = SET.matcher(term);
        if (set.matches()) {
            var values = Arrays.stream(set.group(3).split(",", -1))
                    .map(String::strip)
                    .toList();
            var in = set.group(2).equals("in");
            return o -> (label(o, set.group(1)).isValueNode()
                            && values.contains(label(o, set.group(1)).asString("")))
                    == in;
        }
        var text = term.strip();
        if (text.contains("!=")) {
            var parts = text.split("!=", 2);
            return o -> !label(o, parts[0].strip()).asString("").equals(parts[1].strip());
        }
        if (text.contains("=")) {
            var parts = text.split("==?", 2);
            return o -> label(o, parts[0].strip()).isValueNode()
                    && label(o, parts[0].strip()).asString("").equals(parts[1].strip());
        }
        return text.startsWith("!")
                ? o -> label(o, text.substring(1).strip()).isMissingNode()
                : o -> !label(o, text).isMissingNode();
    }

    private static JsonNode label(ObjectNode object, String key) {
        return object.path("metadata").path("labels").path(key);
    }

    /** Fields by their path, {@code =} and {@code !=}. */
    static Predicate<ObjectNode> fields(ResourceType type, String selector) {
        Predicate<ObjectNode> all = object -> true;
        for (var term : selector.split(",", -1)) {
            if (term.isBlank()) {
                continue;
            }
            var not = term.contains("!=");
            var parts = term.split(not ? "!=" : "==?", 2);
            if (parts.length < 2) {
                throw ApiError.bad("invalid field selector: " + selector);
            }
            var field = parts[0].strip();
            if (!SELECTABLE.contains(field) && !selectable(type).contains(field)) {
                throw ApiError.bad("field label not supported: " + field);
            }
            all = all.and(o -> value(o, field).equals(parts[1].strip()) != not);
        }
        return all;
    }

    private static String value(ObjectNode object, String field) {
        var value = Json.text(object, field);
        return value.isEmpty()
                        && List.of("spec.unschedulable", "spec.hostNetwork").contains(field)
                ? "false"
                : value;
    }

    private static final List<String> SELECTABLE = List.of("metadata.name", "metadata.namespace");

    /** What can be selected by, beside name and namespace. */
    private static List<String> selectable(ResourceType type) {
        return switch (type.qualified()) {
            case "pods" ->
                List.of(
                        "spec.nodeName",
                        "spec.restartPolicy",
                        "spec.schedulerName",
                        "spec.serviceAccountName",
                        "spec.hostNetwork",
                        "status.phase",
                        "status.podIP",
                        "status.nominatedNodeName");
            case "events", "events.events.k8s.io" ->
                List.of(
                        "involvedObject.kind",
                        "involvedObject.namespace",
                        "involvedObject.name",
                        "involvedObject.uid",
                        "involvedObject.apiVersion",
                        "involvedObject.resourceVersion",
                        "involvedObject.fieldPath",
                        "reason",
                        "reportingComponent",
                        "source",
                        "type");
            case "nodes" -> List.of("spec.unschedulable");
            case "namespaces" -> List.of("status.phase");
            case "secrets" -> List.of("type");
            case "replicasets.apps", "replicationcontrollers" -> List.of("status.replicas");
            case "jobs.batch" -> List.of("status.successful");
            case "certificatesigningrequests.certificates.k8s.io" -> List.of("spec.signerName");
            default -> List.of();
        };
    }

    /** A {@code LabelSelector} as objects carry it. */
    public static boolean matches(JsonNode selector, JsonNode labels) {
        for (var entry : selector.path("matchLabels").properties()) {
            if (!labels.path(entry.getKey())
                    .asString("")
                    .equals(entry.getValue().asString(""))) {
                return false;
            }
        }
        for (var expression : selector.path("matchExpressions")) {
            var value = labels.path(expression.path("key").asString(""));
            var values = Json.texts(expression.path("values"));
            var holds =
                    switch (expression.path("operator").asString("")) {
                        case "In" -> values.contains(value.asString(""));
                        case "NotIn" -> !values.contains(value.asString(""));
                        case "Exists" -> !value.isMissingNode();
                        case "DoesNotExist" -> value.isMissingNode();
                        default -> false;
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
