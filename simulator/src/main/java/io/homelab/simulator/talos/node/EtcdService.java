package io.homelab.simulator.talos.node;

import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.world.Physics;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** etcd on one control plane. */
public final class EtcdService {
    private final TalosNode node;
    private final Site site;
    private volatile Progress progress = Progress.DOWN;
    /** Who left joins again at the next boot only. */
    private volatile boolean left;

    EtcdService(TalosNode node, Site site) {
        this.node = node;
        this.site = site;
    }

    /** Starts on the data that it has, or joins the members that can be reached; else it waits for a bootstrap. */
    void advance(MachineConfig config) {
        if (progress != Progress.DOWN || left) {
            return;
        }
        var data = node.systemDisk().flatMap(SystemDisk::etcd);
        if (data.isPresent()) {
            // A member that was removed meanwhile finds no place any more and does not come up.
            if (mine().isPresent()) {
                start();
            }
            return;
        }
        site.cluster(config.clusterId()).stream()
                .filter(peer -> peer.services().etcd().progress == Progress.UP)
                .filter(peer -> peer.config()
                        .filter(c -> c.text("cluster.etcd.ca.crt").equals(config.text("cluster.etcd.ca.crt")))
                        .isPresent())
                .flatMap(peer -> peer.services().etcd().state().stream())
                .filter(site::quorum)
                .findFirst()
                .ifPresent(cluster -> join(cluster.id()));
    }

    private void join(String id) {
        progress = Progress.STARTING;
        node.after(Physics.Process.ETCD_START, () -> {
            var cluster = site.etcd().get(id).filter(site::quorum);
            if (cluster.isEmpty()) {
                progress = Progress.DOWN;
                return;
            }
            var member = member();
            site.etcd().put(cluster.get().with(member));
            node.systemDisk().ifPresent(disk -> disk.etcd(new SystemDisk.EtcdData(id, member.id())));
            up();
        });
    }

    private void start() {
        progress = Progress.STARTING;
        node.after(Physics.Process.ETCD_START, this::up);
    }

    private void up() {
        progress = Progress.UP;
        node.journal().note("service[etcd](Running): Health check successful");
    }

    /** Makes a new cluster with this machine as its only member. */
    public void bootstrap() {
        synchronized (site) {
            var member = member();
            var id = UUID.randomUUID().toString();
            site.etcd()
                    .put(new EtcdCluster(
                            id,
                            node.clusterId(),
                            node.hardware().uuid(),
                            site.world().clock().now().toString(),
                            java.util.List.of(member),
                            2));
            node.systemDisk().orElseThrow().etcd(new SystemDisk.EtcdData(id, member.id()));
            start();
            site.changed();
        }
    }

    private EtcdCluster.EtcdMember member() {
        return new EtcdCluster.EtcdMember(
                ThreadLocalRandom.current().nextLong() | 1L,
                node.hardware().uuid(),
                node.hostname(),
                node.address().orElseThrow().getHostAddress());
    }

    /** Leaves the cluster and forgets the data. */
    public void leave() {
        synchronized (site) {
            mine().ifPresent(member -> state().ifPresent(cluster -> site.etcd().put(cluster.without(member.id()))));
            node.systemDisk().ifPresent(SystemDisk::forgetEtcd);
            left = true;
            progress = Progress.DOWN;
            site.changed();
        }
    }

    /** Throws another member out. */
    public boolean remove(long memberId) {
        synchronized (site) {
            var cluster = state().orElseThrow();
            if (cluster.member(memberId).isEmpty()) {
                return false;
            }
            site.etcd().put(cluster.without(memberId));
            site.nodes().forEach(peer -> peer.services().etcd().expelled());
            site.changed();
            return true;
        }
    }

    private void expelled() {
        if (progress == Progress.UP && mine().isEmpty()) {
            progress = Progress.DOWN;
        }
    }

    void stop() {
        progress = Progress.DOWN;
    }

    /** Starts the service that was stopped by hand. */
    public void restart() {
        synchronized (site) {
            progress = Progress.DOWN;
            site.changed();
        }
    }

    public Progress progress() {
        return progress;
    }

    /** The etcd cluster whose data this machine has. */
    public Optional<String> cluster() {
        return node.systemDisk().flatMap(SystemDisk::etcd).map(SystemDisk.EtcdData::cluster);
    }

    public Optional<EtcdCluster> state() {
        return cluster().flatMap(site.etcd()::get);
    }

    /** This machine's membership, unless it was removed. */
    public Optional<EtcdCluster.EtcdMember> mine() {
        return node.systemDisk()
                .flatMap(SystemDisk::etcd)
                .flatMap(data -> site.etcd().get(data.cluster()).flatMap(c -> c.member(data.member())));
    }

    /** The member that leads: the lowest machine among those that are up, moved on by each election. */
    public long leader() {
        var cluster = state().orElseThrow();
        var up = cluster.members().stream()
                .filter(m -> site.nodes().stream()
                        .anyMatch(peer -> peer.hardware().uuid().equals(m.machine())
                                && peer.services().etcdIs(cluster.id())))
                .toList();
        return up.isEmpty() ? 0 : up.get((int) (cluster.term() % up.size())).id();
    }

    public void elect() {
        synchronized (site) {
            state().ifPresent(cluster -> site.etcd().put(cluster.elected()));
        }
    }
}
