package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with an application before anybody looks into Git. */
final class Validation {
    private static final Set<String> FIELDS = Set.of(
            "project", "source", "destination", "syncPolicy", "ignoreDifferences", "revisionHistoryLimit", "info");

    private final Api api;

    Validation(Api api) {
        this.api = api;
    }

    /** Messages of InvalidSpecErrors. */
    List<String> errors(ObjectNode application) {
        var errors = new ArrayList<String>();
        var spec = application.path("spec");
        for (var field : spec.propertyNames()) {
            if (!FIELDS.contains(field)) {
                errors.add("the simulated Argo CD knows no spec." + field);
            }
        }
        for (var rule : spec.path("ignoreDifferences")) {
            if (rule.has("jqPathExpressions") || rule.has("managedFieldsManagers")) {
                errors.add("the simulated Argo CD ignores differences by jsonPointers only");
            }
        }
        var source = spec.path("source");
        if (Json.text(source, "repoURL").isEmpty()) {
            errors.add("spec.source.repoURL and either spec.source.path or spec.source.chart are required");
        }
        destination(application, errors);
        project(application, errors);
        return errors;
    }

    private void destination(ObjectNode application, List<String> errors) {
        var server = Json.text(application, "spec.destination.server");
        var name = Json.text(application, "spec.destination.name");
        if (server.isEmpty() && name.isEmpty()) {
            errors.add("Destination server missing from app spec");
        } else if (!server.isEmpty() && !name.isEmpty()) {
            errors.add("application destination can't have both name and server defined: " + name + " " + server);
        } else if (!server.isEmpty() && !server.equals(Names.IN_CLUSTER)) {
            errors.add("cluster \"" + server + "\" not found: the simulated Argo CD manages its own cluster only");
        } else if (!name.isEmpty()
                && Clusters.of(api).stream().noneMatch(cluster -> cluster.name().equals(name))) {
            errors.add("unable to find destination server: there are no clusters with this name: " + name);
        }
    }

    private void project(ObjectNode application, List<String> errors) {
        var name = Json.text(application, "spec.project");
        var project = api.find(Names.PROJECTS, Names.NAMESPACE, name.isEmpty() ? "default" : name);
        if (project.isEmpty()) {
            errors.add("Application referencing project " + name + " which does not exist");
            return;
        }
        var spec = project.get().path("spec");
        if (!spec.path("syncWindows").isEmpty()) {
            errors.add("the simulated Argo CD knows no sync windows: project " + name);
        }
        var url = Json.text(application, "spec.source.repoURL");
        if (Json.texts(spec.path("sourceRepos")).stream().noneMatch(pattern -> glob(pattern, url))) {
            errors.add("application repo " + url + " is not permitted in project '" + name + "'");
        }
        var namespace = Json.text(application, "spec.destination.namespace");
        for (var destination : spec.path("destinations")) {
            if (allowed(destination, application) && glob(Json.text(destination, "namespace"), namespace)) {
                return;
            }
        }
        errors.add("application destination server '" + Json.text(application, "spec.destination.server")
                + "' and namespace '" + namespace + "' do not match any of the allowed destinations in project '" + name
                + "'");
    }

    private static boolean allowed(JsonNode destination, ObjectNode application) {
        var name = Json.text(application, "spec.destination.name");
        return name.isEmpty()
                ? glob(Json.text(destination, "server"), Json.text(application, "spec.destination.server"))
                : glob(Json.text(destination, "name"), name)
                        || glob(Json.text(destination, "server"), Names.IN_CLUSTER);
    }

    private static boolean glob(String pattern, String value) {
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), value);
    }
}
