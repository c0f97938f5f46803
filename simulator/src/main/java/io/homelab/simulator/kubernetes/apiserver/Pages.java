package io.homelab.simulator.kubernetes.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an nginx serves out of the volume that it has at its document root. */
final class Pages {
    private static final String ROOT = "/usr/share/nginx/html";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "txt", "text/plain",
            "css", "text/css",
            "js", "application/javascript",
            "json", "application/json",
            "xml", "text/xml",
            "png", "image/png",
            "svg", "image/svg+xml");

    private final Registry registry;
    private final Containers containers;

    Pages(Registry registry, Containers containers) {
        this.registry = registry;
        this.containers = containers;
    }

    /** The answer of a ready pod behind a service; empty when none of them is an nginx. */
    Optional<Endpoint.Answer> answer(String namespace, String service, String path) {
        return ready(namespace, service).stream()
                .flatMap(pod -> Json.at(pod, "spec.containers")
                        .valueStream()
                        .filter(container -> nginx(Json.text(container, "image")))
                        .map(container -> serve(pod, container, path)))
                .findFirst();
    }

    private List<ObjectNode> ready(String namespace, String service) {
        var endpoints = registry.catalog().find("endpoints").orElseThrow();
        var pods = registry.catalog().find("pods").orElseThrow();
        return registry.find(endpoints, namespace, service).stream()
                .flatMap(found -> found.path("subsets").valueStream())
                .flatMap(subset -> subset.path("addresses").valueStream())
                .flatMap(address -> registry.find(pods, namespace, Json.text(address, "targetRef.name")).stream())
                .toList();
    }

    private static boolean nginx(String image) {
        var plain = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        var name = plain.substring(plain.lastIndexOf('/') + 1);
        return (name.contains(":") ? name.substring(0, name.indexOf(':')) : name).endsWith("nginx");
    }

    private Endpoint.Answer serve(ObjectNode pod, JsonNode container, String path) {
        var file = path.endsWith("/") || path.isEmpty() ? path + "index.html" : path;
        var content = containers.of(pod, container).read(ROOT + file);
        if (content.isEmpty()) {
            return page(404, "text/html", """
                    <html>
                    <head><title>404 Not Found</title></head>
                    <body>
                    <center><h1>404 Not Found</h1></center>
                    <hr><center>nginx</center>
                    </body>
                    </html>
                    """.getBytes(StandardCharsets.UTF_8));
        }
        var ending = file.substring(file.lastIndexOf('.') + 1);
        return page(200, TYPES.getOrDefault(ending, "application/octet-stream"), content.get());
    }

    private static Endpoint.Answer page(int code, String type, byte[] content) {
        return new Endpoint.Answer(code, Json.object(), new Endpoint.Page(type, content));
    }
}
