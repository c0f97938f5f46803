package io.homelab.activities.talos;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.ensure.Await;
import io.homelab.activities.ensure.Await.Seen;
import io.homelab.activities.talos.TalosNodes.Knock;
import io.homelab.workflows.cluster.MachineOsActivities;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.homelab.workflows.topology.NodeRef;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;
import java.time.Duration;
import java.util.Map;

/** Talos Linux on the nodes. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class TalosMachineOsActivities implements MachineOsActivities {
    private static final int MAINTENANCE_PROBES = 10;

    /** The fact by which a run learns that a machine has no power; stored histories have it. */
    static final String OFF = "off";

    private final TalosNodes nodes;
    private final ServiceAccountKeys keys;

    public TalosMachineOsActivities(TalosNodes nodes, ServiceAccountKeys keys) {
        this.nodes = nodes;
        this.keys = keys;
    }

    @Override
    public Outcome ensureClusterSecrets(ClusterRef cluster) {
        var secrets = nodes.lab(cluster.snapshot()).secrets();
        var name = SecretNames.bundle(cluster.cluster());
        if (secrets.get(name).isPresent()) {
            return Outcome.unchanged(name + " is in the secret store");
        }
        // Made before the store is locked: its keys take seconds in which other steps must read their secrets.
        var made = SecretsBundle.generate(LabClock.system().now(), keys).toSecret();
        secrets.getOrCreate(name, () -> made);
        return Outcome.changed("made " + name + " in the secret store", Duration.ZERO);
    }

    @Override
    public Outcome adoptClusterSecrets(ClusterRef cluster) {
        return new BundleAdoption(nodes, cluster).adopt();
    }

    @Override
    public Outcome awaitMachineApi(NodeRef ref) {
        var lab = nodes.lab(ref.snapshot());
        var waits = lab.waits(ref.cluster());
        var seen = Await.upTo(waits.boot(), waits.bootProbe())
                .<String>until(ref.node() + " on the Talos API", () -> switch (nodes.knock(lab, ref)) {
                    case Knock.Configured(var node) -> {
                        node.close();
                        yield Seen.there("is configured");
                    }
                    case Knock.Maintenance(var node, var stage) -> {
                        node.close();
                        yield Seen.there("is in " + stage.name() + " mode");
                    }
                    case Knock.Silent(var why) -> silent(ref, why);
                });
        return seen.value().equals(OFF)
                ? off(seen.waited())
                : new Outcome(false, ref.node() + " " + seen.value(), seen.waited(), Map.of());
    }

    /** Nobody waits for a machine without power: the run switches it on again. */
    private Seen<String> silent(NodeRef ref, String why) {
        return nodes.powered(ref) ? Seen.missing(why) : Seen.there(OFF);
    }

    private static Outcome off(Duration waited) {
        return new Outcome(false, "has lost its power", waited, Map.of(OFF, "yes"));
    }

    @Override
    public Outcome ensureMachineConfig(NodeRef ref) {
        return new MachineConfigStep(nodes, ref).ensure();
    }

    @Override
    public Outcome awaitInstalled(NodeRef ref) {
        var lab = nodes.lab(ref.snapshot());
        var waits = lab.waits(ref.cluster());
        var patience = waits.bootProbe().multipliedBy(MAINTENANCE_PROBES);
        var watch = LabClock.stopwatch();
        var seen = Await.upTo(waits.install(), waits.bootProbe())
                .<String>until(ref.node() + " to install", () -> switch (nodes.knock(lab, ref)) {
                    case Knock.Configured(var node) -> {
                        try (node) {
                            var stage = node.stage();
                            var installed = node.resource("runtime", "SystemDisks.block.talos.dev", "system-disk")
                                    .isPresent();
                            var up = stage.name().equals("running")
                                    || stage.name().equals("booting");
                            yield installed && up
                                    ? Seen.there("running Talos " + node.version())
                                    : Seen.missing(stage.name() + (installed ? "" : ", not on disk yet"));
                        } catch (TalosFailure e) {
                            yield Seen.missing(e.report().what());
                        }
                    }
                    case Knock.Maintenance(var node, var stage) -> {
                        node.close();
                        yield stage.name().equals("maintenance")
                                        && watch.elapsed().compareTo(patience) > 0
                                ? Seen.there("maintenance")
                                : Seen.missing(stage.name());
                    }
                    case Knock.Silent(var why) -> silent(ref, why);
                });
        if (seen.value().equals(OFF)) {
            return off(seen.waited());
        }
        return seen.value().equals("maintenance")
                ? Outcome.changed("back in maintenance mode", seen.waited()).with("maintenance", "yes")
                : Outcome.changed(seen.value(), seen.waited());
    }

    @Override
    public Outcome ensureEtcdBootstrapped(ClusterRef cluster) {
        return new Etcd(nodes, cluster).ensure();
    }

    @Override
    public Outcome ensureCredentials(ClusterRef cluster) {
        return new Credentials(nodes, cluster).ensure();
    }

    @Override
    public Outcome forgetClusterSecrets(ClusterRef cluster) {
        var secrets = nodes.lab(cluster.snapshot()).secrets();
        var gone = SecretNames.all(cluster.cluster()).stream()
                .filter(secrets::remove)
                .count();
        return gone > 0
                ? Outcome.changed("removed from the secret store", Duration.ZERO)
                : Outcome.unchanged("there were none");
    }
}
