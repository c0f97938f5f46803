package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.apiserver.Merging;
import io.homelab.simulator.kubernetes.argocd.source.SourceFailed;
import io.homelab.simulator.kubernetes.argocd.source.Yaml;
import io.homelab.simulator.kubernetes.argocd.template.TemplateFailed;
import io.homelab.simulator.kubernetes.argocd.template.Templates;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The applications of an ApplicationSet, as they should be. */
final class Generation {
    private static final Set<String> FIELDS = Set.of(
            "goTemplate",
            "goTemplateOptions",
            "generators",
            "template",
            "templatePatch",
            "syncPolicy",
            "strategy",
            "preservedFields",
            "ignoreApplicationDifferences");

    private final Api api;
    private final Sources sources;

    Generation(Api api, Sources sources) {
        this.api = api;
        this.sources = sources;
    }

    List<ObjectNode> of(ObjectNode set) {
        var spec = set.path("spec");
        check(spec);
        var go = spec.path("goTemplate").asBoolean(false);
        var strict = Json.texts(spec.path("goTemplateOptions")).contains("missingkey=error");
        var templates = new Templates(go, strict);
        var generators = new Generators(api, sources, templates, Json.name(set));
        var applications = new ArrayList<ObjectNode>();
        var names = new HashSet<String>();
        for (var generator : spec.path("generators")) {
            for (var params : params(generators, generator)) {
                var application = application(set, templates, params);
                if (!names.add(Json.name(application))) {
                    throw new GenerationFailed(
                            "ApplicationValidationError",
                            "ApplicationSet " + Json.name(set) + " contains applications with duplicate name: "
                                    + Json.name(application));
                }
                applications.add(application);
            }
        }
        return applications;
    }

    private static List<ObjectNode> params(Generators generators, JsonNode generator) {
        try {
            return generators.params(generator);
        } catch (TemplateFailed e) {
            throw GenerationFailed.parameters(e.getMessage());
        }
    }

    private static void check(JsonNode spec) {
        for (var field : spec.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw GenerationFailed.parameters(
                        "the simulated Argo CD knows no spec." + field + " of an ApplicationSet");
            }
        }
        if (!spec.path("strategy").isEmpty()
                && !spec.path("strategy").path("type").asString("AllAtOnce").equals("AllAtOnce")) {
            throw GenerationFailed.parameters("the simulated Argo CD has no progressive syncs: spec.strategy");
        }
        for (var rule : spec.path("ignoreApplicationDifferences")) {
            if (rule.has("jqPathExpressions")) {
                throw GenerationFailed.parameters(
                        "the simulated Argo CD ignores differences of Applications by jsonPointers only");
            }
        }
        for (var option : Json.texts(spec.path("goTemplateOptions"))) {
            if (!Set.of("missingkey=error", "missingkey=default", "missingkey=invalid", "missingkey=zero")
                    .contains(option)) {
                throw GenerationFailed.parameters("unrecognized option: " + option);
            }
        }
    }

    private static ObjectNode application(ObjectNode set, Templates templates, ObjectNode params) {
        try {
            var template = set.path("spec").path("template");
            var application =
                    Json.object().put("apiVersion", "argoproj.io/v1alpha1").put("kind", "Application");
            application.set("metadata", templates.tree(template.path("metadata"), params));
            application.set("spec", templates.tree(template.path("spec"), params));
            var patch = Json.text(set, "spec.templatePatch");
            if (!patch.isEmpty()) {
                var filled = templates.text(patch, params);
                if (!filled.isBlank()) {
                    Merging.merge(application, Yaml.object(filled, "templatePatch"));
                }
            }
            var meta = Json.meta(application);
            meta.put("namespace", Json.namespace(set));
            if (!meta.has("finalizers")
                    && !Json.at(set, "spec.syncPolicy.preserveResourcesOnDeletion")
                            .asBoolean(false)) {
                meta.putArray("finalizers").add(Names.FINALIZER);
            }
            if (Json.name(application).isEmpty()) {
                throw new GenerationFailed("ApplicationValidationError", "an application without a name was generated");
            }
            return application;
        } catch (TemplateFailed | SourceFailed e) {
            throw new GenerationFailed("RenderTemplateParamsError", String.valueOf(e.getMessage()));
        }
    }
}
