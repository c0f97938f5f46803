package io.homelab.simulator.kubernetes.apiserver;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Paths that are not about resources: health, metrics, version, discovery, OpenAPI. */
final class PlainPaths {
    private static final List<String> CHECKS = List.of("ping", "log", "etcd", "etcd-readiness", "informer-sync");

    private final String version;
    private final Discovery discovery;
    private final OpenApi openApi;
    private final RequestCounts counts;

    PlainPaths(String version, Discovery discovery, OpenApi openApi, RequestCounts counts) {
        this.version = version;
        this.discovery = discovery;
        this.openApi = openApi;
        this.counts = counts;
    }

    Endpoint.Answer answer(ApiRequest request, boolean healthy) {
        var path = request.path().length() > 1 && request.path().endsWith("/")
                ? request.path().substring(0, request.path().length() - 1)
                : request.path();
        var aggregated = request.accept().contains("as=APIGroupDiscoveryList")
                && request.accept().contains("v=v2;");
        var parts = path.substring(1).split("/", -1);
        return switch (parts[0]) {
            case "healthz", "readyz", "livez" ->
                health(
                        parts,
                        healthy || parts[0].equals("livez"),
                        request.query().containsKey("verbose"));
            case "metrics" -> plain(200, counts.page());
            case "version" -> new Endpoint.Answer(200, version());
            case "openapi" -> openApi(parts);
            case "api" ->
                new Endpoint.Answer(
                        200,
                        parts.length == 1
                                ? aggregated ? discovery.aggregated(true) : discovery.core()
                                : discovery.resources("", parts[1]));
            case "apis" ->
                new Endpoint.Answer(
                        200,
                        switch (parts.length) {
                            case 1 -> aggregated ? discovery.aggregated(false) : discovery.groups();
                            case 2 -> discovery.group(parts[1]);
                            case 3 -> discovery.resources(parts[1], parts[2]);
                            default -> throw ApiError.noSuchPath();
                        });
            default -> throw ApiError.noSuchPath();
        };
    }

    private static Endpoint.Answer health(String[] parts, boolean healthy, boolean verbose) {
        if (parts.length > 2 || parts.length == 2 && !CHECKS.contains(parts[1])) {
            throw ApiError.noSuchPath();
        }
        var which = parts[0];
        if (healthy && (!verbose || parts.length == 2)) {
            return plain(200, "ok");
        }
        var told = new StringBuilder();
        for (var check : CHECKS) {
            var bad = check.startsWith("etcd") && !healthy;
            told.append(bad ? "[-]" : "[+]").append(check).append(bad ? " failed: reason withheld\n" : " ok\n");
        }
        return plain(healthy ? 200 : 500, told + which + " check " + (healthy ? "passed\n" : "failed\n"));
    }

    private static Endpoint.Answer plain(int code, String text) {
        return new Endpoint.Answer(code, Json.object().put("text/plain", text));
    }

    private ObjectNode version() {
        var numbers = version.substring(1).split("\\.", -1);
        return Json.object()
                .put("major", numbers[0])
                .put("minor", numbers[1])
                .put("gitVersion", version)
                .put("gitCommit", "simulated")
                .put("gitTreeState", "clean")
                .put("buildDate", "2025-03-11T00:00:00Z")
                .put("goVersion", "go1.23.6")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }

    private Endpoint.Answer openApi(String[] parts) {
        if (parts.length == 2 && parts[1].equals("v3")) {
            return new Endpoint.Answer(200, openApi.index());
        }
        if (parts.length > 3 && parts[1].equals("v3")) {
            return new Endpoint.Answer(
                    200, openApi.document(String.join("/", java.util.Arrays.copyOfRange(parts, 2, parts.length))));
        }
        return new Endpoint.Answer(
                200, Json.of("{'swagger':'2.0','info':{'title':'Kubernetes','version':'v1.32.0'},'paths':{}}"));
    }
}
