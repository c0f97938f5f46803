package io.homelab.activities.github;

import io.homelab.activities.ensure.Await;
import io.homelab.activities.github.GitHubClient.Deployment;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.GitHub;
import io.homelab.lab.definition.Marker;
import io.homelab.workflows.deployment.DeploymentReporting;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deployments on GitHub. What guards the writes: the run and our marker stand in the deployment's payload and are looked for
 * before one is made, and a deployment is in each state once. Two attempts that look at the same time both go on with the
 * older deployment, and the other one is retired.
 */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class GitHubDeploymentReporting implements DeploymentReporting {
    private static final String OURS = "homelab";
    /** GitHub takes no longer description. */
    private static final int LONGEST = 140;

    private final LabReader labs;
    private final Transports transports;

    public GitHubDeploymentReporting(LabReader labs, Transports transports) {
        this.labs = labs;
        this.transports = transports;
    }

    @Override
    public Reported report(Standing standing) {
        var lab = labs.snapshot(standing.cluster().snapshot());
        var gitops = lab.lab().gitops();
        var github = gitops == null ? null : gitops.github();
        return github == null ? new Reported(null) : report(lab, github, standing);
    }

    private Reported report(OpenLab lab, GitHub settings, Standing standing) {
        try (var token = lab.secrets().resolve(settings.token())) {
            var client = new GitHubClient(lab, settings, transports, token);
            var id = deployment(client, key(lab, standing), standing);
            state(client, id, standing.state(), standing.detail());
            return new Reported(settings.repository() + "#" + id);
        }
    }

    /** What the deployment of this run and environment has in its payload, and no other. */
    private static ObjectNode key(OpenLab lab, Standing standing) {
        return key(lab, standing.cluster().cluster(), standing.run());
    }

    private static ObjectNode key(OpenLab lab, String cluster, String run) {
        var address = "deployment/" + cluster + "/" + run;
        return JsonNodeFactory.instance
                .objectNode()
                .put("run", run)
                .put("marker", Marker.of(lab.secrets().labKey(), address).value());
    }

    /** Whether a run of this lab has made it: who does not know the lab's key cannot write the marker. */
    static boolean isOurs(OpenLab lab, String cluster, Deployment deployment) {
        var key = deployment.payload().path(OURS);
        return key.equals(key(lab, cluster, key.path("run").asString("")));
    }

    private static long deployment(GitHubClient client, ObjectNode key, Standing standing) {
        var known = oldest(ours(client, key, standing));
        if (known.isPresent()) {
            return known.get();
        }
        Await.beat("makes a deployment");
        var made = client.create(draft(key, standing)).id();
        long kept = oldest(ours(client, key, standing)).filter(id -> id < made).orElse(made);
        if (kept != made) {
            state(client, made, State.INACTIVE, "another attempt of the same run was faster");
        }
        return kept;
    }

    private static List<Deployment> ours(GitHubClient client, ObjectNode key, Standing standing) {
        Await.beat("looks for the deployment");
        return client.deployments(standing.commit(), standing.cluster().cluster()).stream()
                .filter(deployment -> deployment.payload().path(OURS).equals(key))
                .toList();
    }

    private static Optional<Long> oldest(List<Deployment> deployments) {
        return deployments.stream().map(Deployment::id).min(Comparator.naturalOrder());
    }

    private static ObjectNode draft(ObjectNode key, Standing standing) {
        var draft = JsonNodeFactory.instance.objectNode();
        draft.put("ref", standing.commit())
                .put("environment", standing.cluster().cluster())
                .put("description", shortened(standing.title()))
                .put("auto_merge", false);
        // The gate is ours: GitHub is told what happens, and decides nothing.
        draft.putArray("required_contexts");
        draft.putObject("payload").set(OURS, key);
        return draft;
    }

    private static void state(GitHubClient client, long deployment, State state, String detail) {
        var name = state.name().toLowerCase(Locale.ROOT);
        Await.beat("looks at the states of deployment " + deployment);
        if (client.states(deployment).contains(name)) {
            return;
        }
        Await.beat("says " + name);
        client.state(
                deployment,
                JsonNodeFactory.instance.objectNode().put("state", name).put("description", shortened(detail)));
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
