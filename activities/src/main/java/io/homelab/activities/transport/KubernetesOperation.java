package io.homelab.activities.transport;

import java.util.List;

/** Names a Kubernetes request without its objects: {@code PATCH daemonsets.apps}, {@code GET /readyz}. */
final class KubernetesOperation {
    private KubernetesOperation() {}

    static String of(String method, String path) {
        var parts = List.of(path.replaceFirst("^/+", "").split("/"));
        if (parts.getFirst().equals("api") && parts.size() > 2) {
            return method + " " + resource(parts.subList(2, parts.size()), "");
        }
        if (parts.getFirst().equals("apis") && parts.size() > 3) {
            return method + " " + resource(parts.subList(3, parts.size()), "." + parts.get(1));
        }
        return method + " " + path;
    }

    /** {@code [namespaces/NS/]RESOURCE[/NAME[/SUBRESOURCE]]}; a namespace itself is a resource too. */
    private static String resource(List<String> parts, String group) {
        var own = parts.getFirst().equals("namespaces") && parts.size() > 2 ? parts.subList(2, parts.size()) : parts;
        return own.getFirst() + group + (own.size() > 2 ? "/" + own.get(2) : "");
    }
}
