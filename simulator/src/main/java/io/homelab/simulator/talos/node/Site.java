package io.homelab.simulator.talos.node;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.KubernetesCluster;
import io.homelab.simulator.world.World;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the Talos machines of one lab know of each other: who answers at which address, who is in which cluster. It is
 * also the monitor that every change of a machine holds; calls into the hypervisor are made without it.
 */
public final class Site {
    // The contract makes a system per boot and gives no place in the world to meet, hence the one static map.
    private static final Map<World, Site> SITES = new WeakHashMap<>();

    private static final long LITTLE_MILLIS = 200;

    private final World world;
    private final EtcdClusters etcd;
    private final List<TalosNode> nodes = new ArrayList<>();
    private final Map<String, KubernetesCluster> kubernetes = new HashMap<>();
    private volatile Map<String, List<KubeletMachine>> kubelets = Map.of();
    private volatile Set<String> quorate = Set.of();
    private boolean advancing;
    private boolean again;
    private int inhabitants;

    private Site(World world) {
        this.world = world;
        etcd = new EtcdClusters(world.store());
    }

    /** The site of a world, for a machine that will {@link #leave} it. */
    static Site enter(World world) {
        synchronized (SITES) {
            var site = SITES.computeIfAbsent(world, Site::new);
            site.inhabitants++;
            return site;
        }
    }

    public World world() {
        return world;
    }

    public EtcdClusters etcd() {
        return etcd;
    }

    synchronized void join(TalosNode node) {
        nodes.add(node);
    }

    synchronized void leave(TalosNode node) {
        nodes.remove(node);
        var empty = false;
        synchronized (SITES) {
            empty = --inhabitants == 0 && SITES.remove(world, this);
        }
        if (empty) {
            // The last machine is off: what the clusters knew is in the store, and the world can be let go.
            kubernetes.values().forEach(KubernetesCluster::close);
            kubernetes.clear();
        }
        changed();
    }

    public synchronized List<TalosNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Machines with the same cluster id that run, this one included. */
    public synchronized List<TalosNode> cluster(String id) {
        return nodes.stream()
                .filter(node -> node.clusterId().equals(id) && node.answers())
                .sorted(java.util.Comparator.comparing(TalosNode::hostname))
                .toList();
    }

    /** Who answers at an address or under a host name. */
    public synchronized Optional<TalosNode> find(String addressOrName) {
        return nodes.stream()
                .filter(TalosNode::answers)
                .filter(node -> node.hostname().equals(addressOrName)
                        || node.address()
                                .filter(a -> a.getHostAddress().equals(addressOrName))
                                .isPresent())
                .findFirst();
    }

    /** The control plane whose Kubernetes API is served at a host. */
    synchronized Optional<TalosNode> apiAt(String host) {
        return nodes.stream().filter(node -> node.services().servesApiAt(host)).findFirst();
    }

    /** The Kubernetes cluster that lives in an etcd cluster, opened when it is not yet. */
    synchronized KubernetesCluster kubernetes(String etcdCluster, ClusterSettings settings) {
        return kubernetes.computeIfAbsent(
                etcdCluster,
                id -> KubernetesCluster.open(
                        world,
                        id,
                        settings,
                        () -> kubelets.getOrDefault(id, List.of()),
                        () -> quorate.contains(id),
                        this::report));
    }

    public synchronized Optional<KubernetesCluster> kubernetes(String etcdCluster) {
        return Optional.ofNullable(kubernetes.get(etcdCluster));
    }

    /** How many members of an etcd cluster are up. */
    public synchronized int live(String etcdCluster) {
        return (int) nodes.stream()
                .filter(node -> node.services().etcdIs(etcdCluster))
                .count();
    }

    public synchronized boolean quorum(EtcdCluster cluster) {
        return live(cluster.id()) > cluster.members().size() / 2;
    }

    /** Lets every machine act upon what changed, until nothing changes any more. */
    synchronized void changed() {
        again = true;
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (again) {
                again = false;
                List.copyOf(nodes).forEach(TalosNode::advance);
                look();
            }
        } finally {
            advancing = false;
        }
        kubernetes.values().forEach(KubernetesCluster::wake);
    }

    /** Lets every machine act once more, a little later: what failed now may work then. */
    void again() {
        CompletableFuture.delayedExecutor(LITTLE_MILLIS, TimeUnit.MILLISECONDS).execute(this::changed);
    }

    /** Publishes statuses that depend on Kubernetes. */
    private synchronized void report() {
        nodes.forEach(StatusReport::publish);
    }

    private void look() {
        quorate = kubernetes.keySet().stream()
                .flatMap(id -> etcd.get(id).stream())
                .filter(this::quorum)
                .map(EtcdCluster::id)
                .collect(Collectors.toUnmodifiableSet());
        var seen = new HashMap<String, List<KubeletMachine>>();
        for (var node : nodes) {
            node.services().kubelet().ifPresent(k -> seen.computeIfAbsent(k.cluster(), id -> new ArrayList<>())
                    .add(k.machine()));
        }
        kubelets = Map.copyOf(seen);
    }

    boolean inLan(InetAddress address) {
        return world.lan().contains(address);
    }
}
