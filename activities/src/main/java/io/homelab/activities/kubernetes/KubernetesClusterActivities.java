package io.homelab.activities.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.labfile.OpenLab;
import io.homelab.activities.transport.Problem;
import io.homelab.lab.definition.Addon;
import io.homelab.workflows.cluster.ClusterActivities;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The Kubernetes side of a new cluster. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class KubernetesClusterActivities implements ClusterActivities {
    private final Clusters clusters;

    public KubernetesClusterActivities(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Outcome awaitApi(ClusterRef cluster) {
        var waits = clusters.lab(cluster).waits(cluster.cluster());
        var seen = Await.upTo(waits.kubernetesApi(), waits.clusterProbe())
                .<String>until(
                        "the Kubernetes API",
                        () -> clusters.with(cluster, (lab, client) -> {
                            var answer = client.raw("/readyz");
                            return "ok".equals(answer)
                                    ? Seen.there("answers /readyz")
                                    : Seen.missing("/readyz says " + answer);
                        }));
        return new Outcome(false, seen.value(), seen.waited(), Map.of());
    }

    @Override
    public Outcome ensureAddon(AddonRequest request) {
        var objects = new AddonObjects(clusters, request.cluster()).of(addon(request));
        var waits = clusters.lab(request.cluster()).waits(request.cluster().cluster());
        var missing = with(request, (lab, client) -> new Manifests(client).missing(objects));
        if (missing.isEmpty()) {
            return Outcome.unchanged(objects.size() + " objects are as they should be");
        }
        with(request, (lab, client) -> {
            new Manifests(client).apply(missing);
            return missing.size();
        });
        // What was applied may not be seen at once, through another API server or a cache.
        var seen = Await.upTo(waits.kubernetesApi(), waits.clusterProbe()).<Boolean>until(request.addon(), () -> {
            var left = with(request, (lab, client) -> new Manifests(client).missing(objects));
            return left.isEmpty()
                    ? Seen.there(true)
                    : Seen.missing("not there yet: " + Manifests.name(left.getFirst()));
        });
        return Outcome.changed("applied " + missing.size() + " of " + objects.size() + " objects", seen.waited());
    }

    @Override
    public Outcome awaitNodesReady(ClusterRef cluster) {
        var lab = clusters.lab(cluster);
        var waits = lab.waits(cluster.cluster());
        var wanted = lab.cluster(cluster.cluster()).nodes().stream()
                .map(n -> n.name())
                .toList();
        var limit = waits.nodesReady().plus(waits.register()).plus(waits.cni());
        var seen = Await.upTo(limit, waits.clusterProbe())
                .<String>until("nodes Ready", () -> clusters.with(cluster, (l, client) -> look(client, wanted)));
        return Outcome.changed(seen.value(), seen.waited());
    }

    private static Seen<String> look(KubernetesClient client, List<String> wanted) {
        var ready = new TreeMap<String, String>();
        for (var node : client.nodes().list().getItems()) {
            ready.put(node.getMetadata().getName(), readiness(node));
        }
        var stranger = ready.keySet().stream().filter(n -> !wanted.contains(n)).findFirst();
        if (stranger.isPresent()) {
            return Seen.missing("node " + stranger.get() + " is not in the lab file");
        }
        for (var name : wanted) {
            if (!"Ready".equals(ready.get(name))) {
                return Seen.missing(name + ": " + ready.getOrDefault(name, "not registered"));
            }
        }
        return Seen.there(wanted.size() == 1 ? wanted.getFirst() + " is Ready" : wanted.size() + " nodes are Ready");
    }

    private static String readiness(Node node) {
        return node.getStatus().getConditions().stream()
                .filter(c -> c.getType().equals("Ready"))
                .map(c -> "True".equals(c.getStatus()) ? "Ready" : c.getReason() + " (" + c.getMessage() + ")")
                .findFirst()
                .orElse("no Ready condition");
    }

    private <T> T with(AddonRequest request, BiFunction<OpenLab, KubernetesClient, T> work) {
        return clusters.with(request.cluster(), work);
    }

    private Addon addon(AddonRequest request) {
        return clusters.lab(request.cluster()).lab().addonsOf(request.cluster().cluster()).stream()
                .filter(a -> a.name().equals(request.addon()))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        FailureClass.CONFIG, "the lab file has no add-on " + request.addon(), "lab.yaml addons", null));
    }
}
