package io.homelab.activities.plan;

import io.homelab.activities.argocd.GitOpsPlanner;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.kubernetes.AddonPlanner;
import io.homelab.activities.proxmox.MachinePlanner;
import io.homelab.activities.talos.TalosPlanner;
import io.homelab.activities.transport.ReadOnly;
import io.homelab.workflows.cluster.PlanActivities;
import io.homelab.workflows.plan.Change;
import io.homelab.workflows.plan.Plan;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.spring.boot.ActivityImpl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts every system's looks together, in the order in which a run would act. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabPlanActivities implements PlanActivities {
    private static final int HASH_DIGITS = 16;

    private final MachinePlanner machines;
    private final TalosPlanner os;
    private final AddonPlanner addons;
    private final GitOpsPlanner gitops;

    public LabPlanActivities(MachinePlanner machines, TalosPlanner os, AddonPlanner addons, GitOpsPlanner gitops) {
        this.machines = machines;
        this.os = os;
        this.addons = addons;
        this.gitops = gitops;
    }

    @Override
    public Plan planBootstrap(ClusterRef cluster) {
        return ReadOnly.call(() -> {
            var changes = new ArrayList<>(machines.plan(cluster));
            var prefix = "cluster/" + cluster.cluster() + "/machine/";
            var absent = changes.stream()
                    .filter(c -> c.action() == Change.Action.CREATE || c.action() == Change.Action.START)
                    .map(Change::address)
                    .filter(a -> a.startsWith(prefix))
                    .map(a -> a.substring(prefix.length()))
                    .collect(Collectors.toSet());
            var system = os.plan(cluster, absent);
            changes.addAll(system);
            var answering = system.stream().noneMatch(c -> c.address().endsWith("/etcd")) && absent.isEmpty();
            changes.addAll(addons.plan(cluster, answering, !changes.isEmpty()));
            gitops.plan(cluster, answering, !changes.isEmpty()).ifPresent(changes::add);
            return new Plan(cluster.cluster(), cluster.snapshot(), hash(cluster, changes), changes);
        });
    }

    /** Over what would be done, not over why: a plan is the same plan when only a message differs. */
    private static String hash(ClusterRef cluster, List<Change> changes) {
        var content = WireFormat.json(List.of(
                cluster.cluster(),
                cluster.snapshot(),
                changes.stream()
                        .map(c -> Map.of("a", c.address(), "b", c.action().name(), "c", c.fields()))
                        .map(java.util.TreeMap::new)
                        .toList()));
        return Sha256.of(content).substring(0, HASH_DIGITS);
    }
}
