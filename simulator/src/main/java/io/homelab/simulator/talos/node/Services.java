package io.homelab.simulator.talos.node;

import io.homelab.simulator.kubernetes.ApiListener;
import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.KubernetesCluster;
import io.homelab.simulator.talos.config.MachineConfig;
import io.homelab.simulator.talos.pki.Authority;
import io.homelab.simulator.talos.pki.Identity;
import io.homelab.simulator.world.Physics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What runs on a machine that has a configuration: the machine API, etcd, the control plane and the kubelet. */
public final class Services {
    private final TalosNode node;
    private final Site site;
    private final EtcdService etcd;
    private final Map<String, ApiListener> listeners = new ConcurrentHashMap<>();
    private volatile Progress system = Progress.DOWN;
    private volatile Progress controlPlane = Progress.DOWN;
    private volatile boolean stopped;
    private volatile @Nullable InetAddress vip;

    Services(TalosNode node, Site site) {
        this.node = node;
        this.site = site;
        etcd = new EtcdService(node, site);
    }

    void advance(MachineConfig config, InetAddress own) {
        if (stopped) {
            return;
        }
        if (!node.open() && !openDoor(config, own)) {
            return;
        }
        if (system == Progress.DOWN) {
            system = Progress.STARTING;
            node.after(Physics.Process.TALOS_SERVICES_START, () -> system = Progress.UP);
        }
        if (system != Progress.UP) {
            return;
        }
        if (config.controlPlane()) {
            etcd.advance(config);
            controlPlane(config, own);
        }
        if (node.stage() == Stage.BOOTING && (!config.controlPlane() || etcd.progress() == Progress.UP)) {
            node.stage(Stage.RUNNING);
            node.sequence("boot", io.homelab.simulator.talos.wire.SequenceEvent.Action.STOP, "");
        }
    }

    private boolean openDoor(MachineConfig config, InetAddress own) {
        var names = new ArrayList<String>();
        names.add(node.hostname());
        names.addAll(config.texts("machine.certSANs"));
        names.removeIf(name -> name.matches("[0-9.]+"));
        if (config.controlPlane()) {
            return serve(config.machineAuthority(), config, own, names);
        }
        // A worker has no key to sign with: the trustd of some control plane does it.
        return site.cluster(config.clusterId()).stream()
                .flatMap(peer -> peer.config().stream())
                .filter(MachineConfig::controlPlane)
                .filter(peer -> peer.text("machine.token").equals(config.text("machine.token"))
                        && peer.text("machine.ca.crt").equals(config.text("machine.ca.crt")))
                .findFirst()
                .map(peer -> serve(peer.machineAuthority(), config, own, names))
                .orElse(false);
    }

    private boolean serve(Authority authority, MachineConfig config, InetAddress own, List<String> names) {
        var addresses = new LinkedHashSet<InetAddress>();
        addresses.add(own);
        config.texts("machine.certSANs").stream()
                .filter(san -> san.matches("[0-9.]+"))
                .map(InetAddress::ofLiteral)
                .forEach(addresses::add);
        var opened = node.open(
                own,
                authority.serve(node.hostname(), addresses, names),
                Authority.certificate(config.text("machine.ca.crt")));
        if (opened) {
            node.sequence("boot", io.homelab.simulator.talos.wire.SequenceEvent.Action.START, "");
        }
        return opened;
    }

    private void controlPlane(MachineConfig config, InetAddress own) {
        if (etcd.progress() != Progress.UP) {
            if (controlPlane == Progress.UP) {
                // An API server without its etcd serves nothing.
                closeApi();
            }
            return;
        }
        if (controlPlane == Progress.DOWN) {
            controlPlane = Progress.STARTING;
            node.after(Physics.Process.CONTROL_PLANE_START, () -> controlPlane = Progress.UP);
        }
        virtualAddress(config);
        if (controlPlane == Progress.UP) {
            listen(config, own);
            var shared = vip;
            if (shared != null) {
                listen(config, shared);
            }
        }
    }

    private void virtualAddress(MachineConfig config) {
        for (var face : config.list("machine.network.interfaces")) {
            var wanted = face.path("vip").path("ip").asString("");
            if (!wanted.isEmpty() && vip == null) {
                var address = InetAddress.ofLiteral(wanted);
                if (site.world().lan().claim(address, mac())) {
                    vip = address;
                    node.journal().note("enabled shared IP " + wanted);
                }
            }
        }
    }

    private String mac() {
        return node.hardware().nics().getFirst().mac();
    }

    private void listen(MachineConfig config, InetAddress address) {
        if (listeners.containsKey(address.getHostAddress())) {
            return;
        }
        try {
            var authority = config.kubernetesAuthority();
            var server = serverIdentity(authority, config);
            listeners.put(
                    address.getHostAddress(),
                    kubernetes(config).listen(address, server.certificate(), server.key(), authority.certificate()));
        } catch (IOException e) {
            node.journal().note("kube-apiserver cannot listen on " + address.getHostAddress() + ": " + e.getMessage());
            site.again();
        }
    }

    private KubernetesCluster kubernetes(MachineConfig config) {
        return site.kubernetes(etcd.cluster().orElseThrow(), Settings.of(config));
    }

    private Identity serverIdentity(Authority authority, MachineConfig config) {
        var names = new LinkedHashSet<>(List.of(
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local",
                "localhost",
                node.hostname()));
        var addresses = new LinkedHashSet<InetAddress>();
        node.address().ifPresent(addresses::add);
        addresses.add(InetAddress.ofLiteral("127.0.0.1"));
        addresses.add(InetAddress.ofLiteral("10.96.0.1"));
        var wanted = new ArrayList<>(config.texts("cluster.apiServer.certSANs"));
        wanted.addAll(config.texts("machine.certSANs"));
        wanted.add(URI.create(config.endpoint()).getHost());
        config.list("machine.network.interfaces")
                .forEach(face -> wanted.add(face.path("vip").path("ip").asString("")));
        for (var san : wanted) {
            if (san.matches("[0-9.]+")) {
                addresses.add(InetAddress.ofLiteral(san));
            } else if (!san.isEmpty()) {
                names.add(san);
            }
        }
        return authority.serve("kube-apiserver", addresses, names);
    }

    /** Stops in order: what the machine served is gone, the machine API still answers. */
    void stop() {
        stopped = true;
        cut();
    }

    /** Everything closes at once. */
    void cut() {
        stopped = true;
        etcd.stop();
        system = Progress.DOWN;
        closeApi();
    }

    private void closeApi() {
        controlPlane = Progress.DOWN;
        listeners.values().forEach(ApiListener::close);
        listeners.clear();
        var shared = vip;
        vip = null;
        if (shared != null) {
            site.world().lan().release(shared, mac());
        }
    }

    boolean servesApiAt(String host) {
        return listeners.containsKey(host)
                || (controlPlane == Progress.UP && node.hostname().equals(host));
    }

    public EtcdService etcd() {
        return etcd;
    }

    public Progress system() {
        return system;
    }

    public Progress controlPlane() {
        return controlPlane;
    }

    public Optional<InetAddress> vip() {
        return Optional.ofNullable(vip);
    }

    boolean etcdIs(String cluster) {
        return etcd.progress() == Progress.UP
                && etcd.cluster().filter(cluster::equals).isPresent();
    }

    /** The Kubernetes cluster that this machine's kubelet can reach, and what it shows there. */
    Optional<Kubelet> kubelet() {
        var config = node.config().orElse(null);
        if (config == null || system != Progress.UP) {
            return Optional.empty();
        }
        return reachable(config).map(id -> new Kubelet(id, machine(config)));
    }

    /** The Kubernetes cluster at this machine, if it can be reached. */
    public Optional<KubernetesCluster> kubernetes() {
        return node.config().flatMap(this::reachable).flatMap(site::kubernetes);
    }

    private Optional<String> reachable(MachineConfig config) {
        if (controlPlane == Progress.UP) {
            return etcd.cluster();
        }
        var direct = site.apiAt(URI.create(config.endpoint()).getHost());
        // KubePrism balances over every control plane that discovery knows, the endpoint's state notwithstanding.
        var any = config.kubePrism()
                ? site.cluster(config.clusterId()).stream()
                        .filter(peer -> peer.services().controlPlane == Progress.UP)
                        .findFirst()
                : Optional.<TalosNode>empty();
        return direct.or(() -> any).flatMap(peer -> peer.services().etcd().cluster());
    }

    private KubeletMachine machine(MachineConfig config) {
        return KubeletMachines.of(node, config, controlPlane == Progress.UP, apiHosts(config));
    }

    /** Hosts and ports where a pod of this machine's network finds the API without kube-proxy. */
    private List<String> apiHosts(MachineConfig config) {
        var hosts = new ArrayList<String>();
        if (config.kubePrism()) {
            var port = config.at("machine.features.kubePrism.port").asInt(7445);
            hosts.add("localhost:" + port);
            hosts.add("127.0.0.1:" + port);
        }
        site.cluster(config.clusterId()).stream()
                .flatMap(peer -> peer.services().listeners.keySet().stream())
                .forEach(host -> hosts.add(host + ":6443"));
        if (site.apiAt(URI.create(config.endpoint()).getHost()).isPresent()) {
            var endpoint = URI.create(config.endpoint());
            hosts.add(endpoint.getHost() + ":" + (endpoint.getPort() < 0 ? 443 : endpoint.getPort()));
        }
        return hosts;
    }

    /** A kubelet and the cluster that it registers in. */
    record Kubelet(String cluster, KubeletMachine machine) {}
}
