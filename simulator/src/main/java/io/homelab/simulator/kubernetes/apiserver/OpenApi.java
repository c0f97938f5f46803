package io.homelab.simulator.kubernetes.apiserver;

import tools.jackson.databind.node.ObjectNode;

/** As much OpenAPI as clients look at before they write: which paths take which parameters. */
final class OpenApi {
    private final Catalog catalog;

    OpenApi(Catalog catalog) {
        this.catalog = catalog;
    }

    ObjectNode index() {
        var index = Json.object();
        var paths = index.putObject("paths");
        catalog.all().stream()
                .map(type -> type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.apiVersion())
                .distinct()
                .forEach(path -> paths.putObject(path)
                        .put(
                                "serverRelativeURL",
                                "/openapi/v3/" + path + "?hash=" + Integer.toHexString(path.hashCode())));
        return index;
    }

    ObjectNode document(String path) {
        var document = Json.of("{'openapi':'3.0.0','info':{'title':'Kubernetes','version':'v1.32.0'}}");
        document.putObject("components").putObject("schemas");
        var paths = document.putObject("paths");
        for (var type : catalog.all()) {
            var root = type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.apiVersion();
            if (!root.equals(path)) {
                continue;
            }
            var collection = "/" + root + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
            operation(paths.putObject(collection), "post", type);
            var one = paths.putObject(collection + "/{name}");
            operation(one, "patch", type);
            operation(one, "put", type);
        }
        if (paths.isEmpty()) {
            throw ApiError.noSuchPath();
        }
        return document;
    }

    private static void operation(ObjectNode path, String verb, ResourceType type) {
        var operation = path.putObject(verb);
        operation.put("x-kubernetes-action", verb);
        operation
                .putObject("x-kubernetes-group-version-kind")
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
        var parameters = operation.putArray("parameters");
        for (var name : new String[] {"dryRun", "fieldManager", "fieldValidation", "force"}) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
        operation.putObject("responses").putObject("200").put("description", "OK");
    }
}
