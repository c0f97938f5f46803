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
        var schemas = document.putObject("components").putObject("schemas");
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
            schema(schemas, type);
        }
        if (paths.isEmpty()) {
            throw ApiError.noSuchPath();
        }
        return document;
    }

    /** The own schema of a custom resource; of a built-in one no more than its outline. */
    private static void schema(ObjectNode schemas, ResourceType type) {
        var own = type.schema();
        var schema = own == null ? Json.object() : own.deepCopy();
        if (own == null) {
            schema.put("description", type.kind() + ": the simulator keeps no description of its fields.");
        }
        schema.put("type", "object");
        schema.putArray("x-kubernetes-group-version-kind")
                .addObject()
                .put("group", type.group())
                .put("kind", type.kind())
                .put("version", type.version());
        var fields = Json.ensure(schema, "properties");
        for (var name : new String[] {"apiVersion", "kind"}) {
            if (!fields.has(name)) {
                fields.putObject(name).put("type", "string");
            }
        }
        var rest = own == null ? new String[] {"metadata", "spec", "status"} : new String[] {"metadata"};
        for (var name : rest) {
            if (!fields.has(name)) {
                fields.putObject(name).put("type", "object");
            }
        }
        schemas.set(
                (type.group().isEmpty() ? "core" : type.group()) + "." + type.version() + "." + type.kind(), schema);
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
