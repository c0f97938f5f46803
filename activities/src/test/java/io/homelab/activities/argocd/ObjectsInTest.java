package io.homelab.activities.argocd;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that has the objects that a test gives it, and knows each kind that it was told of. */
final class ObjectsInTest implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    ObjectsInTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
        knows("v1", "Secret", "ConfigMap");
    }

    void knows(String apiVersion, String... kinds) {
        var resources = new java.util.ArrayList<Map<String, Object>>();
        for (var kind : kinds) {
            resources.add(Map.of("name", plural(kind), "kind", kind, "namespaced", true, "verbs", List.of("get")));
        }
        answers.put(
                root(apiVersion),
                Serialization.asJson(new TreeMap<>(Map.of(
                        "kind",
                        "APIResourceList",
                        "apiVersion",
                        "v1",
                        "groupVersion",
                        apiVersion,
                        "resources",
                        resources))));
    }

    void has(GenericKubernetesResource object) {
        answers.put(path(object), Serialization.asJson(object));
    }

    void loses(GenericKubernetesResource object) {
        answers.remove(path(object));
    }

    List<String> calls() {
        return calls;
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: dev, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: me, user: {token: me}}]
                contexts: [{name: dev, context: {cluster: dev, user: me}}]
                current-context: dev
                """.formatted(server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            calls.add(exchange.getRequestMethod() + " " + path);
            var known = answers.get(path);
            var body = (known == null ? "{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\"}" : known)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String path(GenericKubernetesResource object) {
        return root(object.getApiVersion()) + "/namespaces/"
                + object.getMetadata().getNamespace() + "/" + plural(object.getKind()) + "/"
                + object.getMetadata().getName();
    }

    private static String root(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
