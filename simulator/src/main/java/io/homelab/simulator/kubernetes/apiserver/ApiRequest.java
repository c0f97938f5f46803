package io.homelab.simulator.kubernetes.apiserver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, read from its line and headers.
 *
 * @param query first values of the query's parameters
 * @param type null when it is not about a resource
 */
record ApiRequest(
        String method,
        String path,
        Map<String, String> query,
        String accept,
        String contentType,
        String userAgent,
        String baggage,
        byte[] body,
        @Nullable ResourceType type,
        String namespace,
        String name,
        String subresource,
        @Nullable Caller as) {

    String parameter(String key) {
        return query.getOrDefault(key, "");
    }

    boolean watch() {
        return parameter("watch").equals("true") || parameter("watch").equals("1");
    }

    String verb() {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> watch() ? "watch" : name.isEmpty() ? "list" : "get";
        };
    }

    boolean mutating() {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    /** The route as the record of calls names it. */
    String operation() {
        var about = type;
        return method + " "
                + (about == null ? path : about.qualified() + (subresource.isEmpty() ? "" : "/" + subresource));
    }

    /** The resource as roles name it: {@code pods}, {@code pods/exec}; empty when it is none. */
    String resource() {
        var about = type;
        return about == null ? "" : about.plural() + (subresource.isEmpty() ? "" : "/" + subresource);
    }

    String target() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    Writing writing() {
        var manager = parameter("fieldManager");
        if (manager.isEmpty()) {
            var slash = userAgent.indexOf('/');
            manager = slash > 0 ? userAgent.substring(0, slash) : userAgent.isEmpty() ? "unknown" : userAgent;
        }
        return new Writing(
                manager,
                subresource.equals("scale") ? "scale" : subresource,
                parameter("dryRun").equals("All"),
                parameter("force").equals("true"),
                parameter("fieldValidation").equals("Strict"));
    }
}
