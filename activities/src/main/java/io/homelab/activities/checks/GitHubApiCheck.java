package io.homelab.activities.checks;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.homelab.activities.github.DeploymentReader;
import java.util.Map;

/**
 * Asks GitHub for the deployments of the commit that the run is about. Nothing else: the token of the lab file has that right
 * and no other, so criteria about hooks and workflow runs say what they wait for.
 */
final class GitHubApiCheck implements Check {
    private final DeploymentReader deployments;

    GitHubApiCheck(DeploymentReader deployments) {
        this.deployments = deployments;
    }

    @Override
    public String kind() {
        return "github-api";
    }

    @Override
    public Map<String, CelType> variables() {
        return Map.of("items", ListType.create(SimpleType.DYN), "commit", SimpleType.STRING);
    }

    @Override
    public Reading read(Subject subject, Map<String, String> target) {
        var path = target.getOrDefault("path", "");
        if (!path.contains("/deployments?")) {
            throw new IllegalStateException("nothing reads " + path + " yet: the criterion must say what it waits for");
        }
        var items = deployments
                .deployments(subject.lab(), subject.commit(), subject.ref().cluster())
                .stream()
                .map(seen -> Map.<String, Object>of("ours", seen.ours(), "states", seen.states()))
                .toList();
        return new Reading.Values(Map.of("items", items, "commit", subject.commit()));
    }
}
