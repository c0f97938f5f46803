package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.kubernetes.ClusterReader;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads an Application of the cluster, whole; one that is not there is empty. */
final class ArgoCdAppCheck implements Check {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClusterReader clusters;

    ArgoCdAppCheck(ClusterReader clusters) {
        this.clusters = clusters;
    }

    @Override
    public String kind() {
        return "argocd-app";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of("app", SimpleType.DYN, "commit", SimpleType.STRING);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var selection = new ClusterReader.Selection(
                "argoproj.io/v1alpha1", "Application", "argocd", target.getOrDefault("app", ""));
        var app = clusters.read(subject.ref(), selection).stream()
                .findFirst()
                .map(json -> PlainValues.map(JSON.readTree(json)))
                .orElse(Map.of());
        return new Reading.Values(Map.of("app", app, "commit", subject.commit()));
    }
}
