package io.homelab.simulator.kubernetes.apiserver;

import io.homelab.simulator.world.CallLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** Reads requests: the path names a resource, or something else. */
final class Requests {
    private final Catalog catalog;

    Requests(Catalog catalog) {
        this.catalog = catalog;
    }

    ApiRequest read(Request request) throws IOException {
        var path = Request.getPathInContext(request);
        var query = new LinkedHashMap<String, String>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), String.valueOf(field.getValue()));
        }
        byte[] body;
        try (var in = Content.Source.asInputStream(request)) {
            body = in.readAllBytes();
        }
        var parts = path.substring(1).split("/", -1);
        var about = about(parts);
        return new ApiRequest(
                request.getMethod(),
                path,
                fieldsOfLegacyWatch(parts, query),
                header(request, HttpHeader.ACCEPT),
                header(request, HttpHeader.CONTENT_TYPE),
                header(request, HttpHeader.USER_AGENT),
                Objects.requireNonNullElse(request.getHeaders().get(CallLog.BAGGAGE), ""),
                body,
                about.type,
                about.namespace,
                about.name,
                about.subresource,
                impersonated(request));
    }

    private static @Nullable Caller impersonated(Request request) {
        @Nullable String user = request.getHeaders().get("Impersonate-User");
        return user == null ? null : Caller.named(user, request.getHeaders().getValuesList("Impersonate-Group"));
    }

    private static Map<String, String> fieldsOfLegacyWatch(String[] parts, Map<String, String> query) {
        // The old /api/v1/watch/… paths are not served; a name's watch is a field selector anyway.
        return parts.length == 0 ? Map.of() : query;
    }

    private static String header(Request request, HttpHeader header) {
        @Nullable String value = request.getHeaders().get(header);
        return value == null ? "" : value;
    }

    private record About(@Nullable ResourceType type, String namespace, String name, String subresource) {}

    private About about(String[] parts) {
        var nothing = new About(null, "", "", "");
        var core = parts.length > 2 && parts[0].equals("api");
        if (!core && !(parts.length > 3 && parts[0].equals("apis"))) {
            return nothing;
        }
        var group = core ? "" : parts[1];
        var version = core ? parts[1] : parts[2];
        var at = core ? 2 : 3;
        var namespace = "";
        if (parts[at].equals("namespaces") && parts.length > at + 2 && !isNamespaceSubresource(parts, at)) {
            namespace = parts[at + 1];
            at += 2;
        }
        var type = catalog.find(group, version, parts[at]).orElse(null);
        if (type == null) {
            return nothing;
        }
        return new About(
                type,
                namespace,
                parts.length > at + 1 ? parts[at + 1] : "",
                parts.length > at + 2 ? parts[at + 2] : "");
    }

    private static boolean isNamespaceSubresource(String[] parts, int at) {
        return parts.length == at + 3 && (parts[at + 2].equals("status") || parts[at + 2].equals("finalize"));
    }
}
