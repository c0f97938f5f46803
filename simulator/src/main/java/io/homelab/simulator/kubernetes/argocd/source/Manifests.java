package io.homelab.simulator.kubernetes.argocd.source;

import io.homelab.simulator.kubernetes.apiserver.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The manifests of an application's source: what {@code argocd app manifests} prints. */
public final class Manifests {
    private static final Set<String> FIELDS = Set.of("repoURL", "targetRevision", "path", "directory", "kustomize");
    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private Manifests() {}

    /** What the source's path holds. */
    public static List<ObjectNode> of(Checkout checkout, JsonNode source) {
        for (var field : source.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new SourceFailed(
                        "rpc error: code = Unimplemented desc = the simulated Argo CD knows no sources with '" + field
                                + "'");
            }
        }
        var path = Checkout.resolve("", Json.text(source, "path"));
        if (!checkout.directory(path)) {
            throw new SourceFailed(
                    "rpc error: code = Unknown desc = " + Json.text(source, "path") + ": app path does not exist");
        }
        if (Kustomization.file(checkout, path).isPresent()) {
            if (!source.path("kustomize").isEmpty()) {
                throw new SourceFailed(
                        "rpc error: code = Unimplemented desc = the simulated Argo CD knows no spec.source.kustomize");
            }
            return new Kustomization(checkout).build(path);
        }
        if (checkout.text(path.isEmpty() ? "Chart.yaml" : path + "/Chart.yaml").isPresent()) {
            throw new SourceFailed(
                    "rpc error: code = Unimplemented desc = the simulated Argo CD renders no Helm charts: " + path);
        }
        return plain(checkout, path, source.path("directory"));
    }

    /** Whether a kustomization makes them. */
    public static boolean kustomized(Checkout checkout, JsonNode source) {
        return Kustomization.file(checkout, Checkout.resolve("", Json.text(source, "path")))
                .isPresent();
    }

    private static List<ObjectNode> plain(Checkout checkout, String path, JsonNode directory) {
        for (var field : directory.propertyNames()) {
            if (!field.equals("recurse")) {
                throw new SourceFailed("rpc error: code = Unimplemented desc = the simulated Argo CD knows no"
                        + " spec.source.directory." + field);
            }
        }
        var found = new ArrayList<ObjectNode>();
        for (var file : checkout.in(path, directory.path("recurse").asBoolean(false))) {
            if (ENDINGS.stream().anyMatch(file::endsWith)) {
                for (var object : Yaml.documents(checkout.text(file).orElse(""), file)) {
                    if (Json.text(object, "kind").isEmpty()) {
                        throw new SourceFailed("rpc error: code = FailedPrecondition desc = Failed to unmarshal \""
                                + file + "\": Object 'Kind' is missing");
                    }
                    found.add(object);
                }
            }
        }
        return found;
    }
}
