package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Merging;
import io.homelab.simulator.kubernetes.argocd.source.SourceFailed;
import io.homelab.simulator.kubernetes.argocd.template.TemplateFailed;
import io.homelab.simulator.kubernetes.argocd.template.Templates;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Parameters out of lists, clusters, directories in Git, and the product of two of these. */
final class Generators {
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "list", Set.of("elements"),
            "clusters", Set.of("selector", "values"),
            "git", Set.of("repoURL", "revision", "directories", "requeueAfterSeconds", "values", "pathParamPrefix"),
            "matrix", Set.of("generators"));

    private final Api api;
    private final Sources sources;
    private final Templates templates;
    private final String set;

    Generators(Api api, Sources sources, Templates templates, String set) {
        this.api = api;
        this.sources = sources;
        this.templates = templates;
        this.set = set;
    }

    /** The sets of parameters of one generator. */
    List<ObjectNode> params(JsonNode generator) {
        var kinds = new ArrayList<String>();
        for (var name : generator.propertyNames()) {
            if (FIELDS.containsKey(name)) {
                kinds.add(name);
            } else if (!name.equals("selector")) {
                throw GenerationFailed.parameters("the simulated Argo CD knows no generator '" + name + "'");
            }
        }
        if (kinds.size() != 1) {
            throw GenerationFailed.parameters("a generator must be of exactly one kind: " + kinds);
        }
        var kind = kinds.getFirst();
        var body = generator.path(kind);
        for (var field : body.propertyNames()) {
            if (!FIELDS.getOrDefault(kind, Set.of()).contains(field)) {
                throw GenerationFailed.parameters(
                        "the simulated Argo CD knows no '" + field + "' of the generator '" + kind + "'");
            }
        }
        var params =
                switch (kind) {
                    case "list" -> elements(body);
                    case "clusters" -> clusters(body);
                    case "git" -> directories(body);
                    default -> matrix(body);
                };
        return params.stream()
                .filter(one -> Clusters.selected(generator.path("selector"), Templates.flat(one)))
                .toList();
    }

    private static List<ObjectNode> elements(JsonNode list) {
        return list.path("elements")
                .valueStream()
                .map(element -> (ObjectNode) element.deepCopy())
                .toList();
    }

    private List<ObjectNode> clusters(JsonNode generator) {
        var selector = generator.path("selector");
        var all = new ArrayList<ObjectNode>();
        for (var cluster : Clusters.of(api)) {
            // Without a secret there is nothing that a selector could look at.
            if (!cluster.secret() && !selector.isEmpty() || !Clusters.selected(selector, cluster.labels())) {
                continue;
            }
            var params = Json.object()
                    .put("name", cluster.name())
                    .put("nameNormalized", Templates.normalized(cluster.name()))
                    .put("server", cluster.server())
                    .put("project", cluster.project());
            var metadata = params.putObject("metadata");
            var labels = metadata.putObject("labels");
            cluster.labels().forEach(labels::put);
            var annotations = metadata.putObject("annotations");
            cluster.annotations().forEach(annotations::put);
            values(generator, params);
            all.add(params);
        }
        return all;
    }

    private void values(JsonNode generator, ObjectNode params) {
        if (generator.path("values").isObject()) {
            params.set("values", templates.tree(generator.path("values"), params));
        }
    }

    private List<ObjectNode> directories(JsonNode git) {
        if (git.path("directories").isEmpty()) {
            throw GenerationFailed.parameters("the simulated Argo CD generates from directories in Git only");
        }
        var url = Json.text(git, "repoURL");
        var revision = git.path("revision").asString("HEAD");
        List<String> paths;
        try {
            paths = sources.checkout(set, url, revision).directories();
        } catch (SourceFailed e) {
            throw GenerationFailed.parameters("error generating params from git: error getting directories from repo: "
                    + "error retrieving Git Directories: " + e.getMessage());
        }
        var all = new ArrayList<ObjectNode>();
        for (var path : paths) {
            if (chosen(git.path("directories"), path)) {
                var params = Json.object();
                var prefix = Json.text(git, "pathParamPrefix");
                var into = (prefix.isEmpty() ? params : params.putObject(prefix)).putObject("path");
                var segments = List.of(path.split("/"));
                into.put("path", path)
                        .put("basename", segments.getLast())
                        .put("basenameNormalized", Templates.normalized(segments.getLast()))
                        .set("segments", Json.strings(segments));
                values(git, params);
                all.add(params);
            }
        }
        return all;
    }

    /** Excluded directories stay out whatever else includes them. */
    private static boolean chosen(JsonNode directories, String path) {
        var included = false;
        for (var directory : directories) {
            if (Globs.matches(Json.text(directory, "path"), path)) {
                if (directory.path("exclude").asBoolean(false)) {
                    return false;
                }
                included = true;
            }
        }
        return included;
    }

    private List<ObjectNode> matrix(JsonNode matrix) {
        var generators = matrix.path("generators");
        if (generators.size() != 2) {
            throw GenerationFailed.parameters(
                    "found " + generators.size() + " generators, the matrix generator supports only 2");
        }
        var all = new ArrayList<ObjectNode>();
        for (var first : params(generators.get(0))) {
            JsonNode second;
            try {
                second = templates.tree(generators.get(1), first);
            } catch (TemplateFailed e) {
                throw GenerationFailed.parameters(
                        "failed to interpolate the second generator of a matrix: " + e.getMessage());
            }
            for (var other : params(second)) {
                all.add(Merging.merge(first.deepCopy(), other));
            }
        }
        return all;
    }
}
