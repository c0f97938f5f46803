package io.homelab.simulator.kubernetes.apiserver;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is not a success, shaped as Kubernetes shapes it. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;
    private final String reason;
    private final transient @Nullable ObjectNode details;

    ApiError(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    ObjectNode status() {
        var status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure")
                .put("message", String.valueOf(getMessage()))
                .put("reason", reason);
        if (details != null) {
            status.set("details", details);
        }
        return status.put("code", code);
    }

    private static ObjectNode about(ResourceType type, String name) {
        var details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }

    static ApiError notFound(ResourceType type, String name) {
        return new ApiError(404, "NotFound", type.qualified() + " \"" + name + "\" not found", about(type, name));
    }

    static ApiError noSuchPath() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static ApiError exists(ResourceType type, String name) {
        return new ApiError(
                409, "AlreadyExists", type.qualified() + " \"" + name + "\" already exists", about(type, name));
    }

    static ApiError conflict(ResourceType type, String name, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.qualified() + " \"" + name + "\": " + why,
                about(type, name));
    }

    static ApiError stale(ResourceType type, String name) {
        return conflict(
                type,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiError invalid(ResourceType type, String name, String field, String why) {
        var details = about(type, name).put("kind", type.kind());
        details.putArray("causes")
                .addObject()
                .put("reason", "FieldValueInvalid")
                .put("message", why)
                .put("field", field);
        return new ApiError(
                422,
                "Invalid",
                type.kind() + (type.group().isEmpty() ? "" : "." + type.group()) + " \"" + name + "\" is invalid: "
                        + field + ": " + why,
                details);
    }

    static ApiError bad(String message) {
        return new ApiError(400, "BadRequest", message, null);
    }

    static ApiError unsupported(String mediaType) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + mediaType,
                null);
    }

    static ApiError forbidden(String message, ResourceType type, String name) {
        return new ApiError(403, "Forbidden", message, about(type, name));
    }

    static ApiError expired(long revision, long oldest) {
        return new ApiError(410, "Expired", "too old resource version: " + revision + " (" + oldest + ")", null);
    }
}
