package io.homelab.simulator.kubernetes;

import io.homelab.simulator.kubernetes.apiserver.HttpsListener;
import io.homelab.simulator.kubernetes.apiserver.Parts;
import io.homelab.simulator.kubernetes.argocd.ArgoCd;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.kubernetes.controllers.ControllerManager;
import io.homelab.simulator.kubernetes.velero.Velero;
import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The Kubernetes that lives in one etcd cluster, with an API server on each control plane. */
public final class KubernetesCluster implements AutoCloseable {
    private final World world;
    private final Parts parts;
    private final BooleanSupplier quorum;
    private final Set<ApiListener> listeners = ConcurrentHashMap.newKeySet();
    private final Api api;
    private final ControllerManager controllers;
    private final ArgoCd argocd;
    private final Velero velero;

    private KubernetesCluster(
            World world,
            String id,
            ClusterSettings settings,
            Supplier<List<KubeletMachine>> machines,
            BooleanSupplier quorum,
            Runnable settled) {
        this.world = world;
        this.quorum = quorum;
        new Claims(world.store()).note(settings.name(), id);
        var volumes = new Volumes(world.store(), settings.name());
        parts = Parts.of(world, id, settings.version(), volumes);
        api = new Api(parts.registry());
        BooleanSupplier serving = () -> !listeners.isEmpty() && quorum.getAsBoolean();
        controllers = new ControllerManager(world, api, volumes, settings, machines, serving, settled);
        controllers.start();
        argocd = new ArgoCd(world, api, settings.name(), serving);
        argocd.start();
        velero = new Velero(world, api, settings.name(), volumes, serving);
        velero.start();
    }

    /**
     * Opens the cluster with what the store has of it.
     *
     * @param machines machines whose kubelets reach the API now
     * @param quorum whether etcd has a leader
     * @param settled called when the controllers have done what they could
     */
    public static KubernetesCluster open(
            World world,
            String id,
            ClusterSettings settings,
            Supplier<List<KubeletMachine>> machines,
            BooleanSupplier quorum,
            Runnable settled) {
        return new KubernetesCluster(world, id, settings, machines, quorum, settled);
    }

    /** Starts an API server on a control plane's address. */
    public ApiListener listen(InetAddress address, X509Certificate server, PrivateKey key, X509Certificate clients)
            throws IOException {
        var socket = HttpsListener.open(world, parts, address, server, key, clients, quorum);
        ApiListener listener = new ApiListener() {
            @Override
            public void close() {
                listeners.remove(this);
                socket.close();
            }
        };
        listeners.add(listener);
        wake();
        return listener;
    }

    /** Something about the machines changed. */
    public void wake() {
        controllers.wake();
    }

    /** Whether a node is ready; empty when it has not registered. */
    public Optional<Boolean> nodeReady(String name) {
        return api.find("nodes", "", name).map(ClusterHealth::ready);
    }

    public ClusterHealth health() {
        return new ClusterHealth(api);
    }

    /** The revision that etcd is at. */
    public long revision() {
        return parts.registry().revision();
    }

    /** Everything in etcd. */
    public byte[] snapshot() {
        return parts.registry().snapshot();
    }

    /** Puts a snapshot into a new etcd cluster, before that is opened. */
    public static void restore(World world, String id, byte[] snapshot) {
        io.homelab.simulator.kubernetes.apiserver.Registry.restore(world.store(), id, snapshot);
    }

    @Override
    public void close() {
        velero.close();
        argocd.close();
        controllers.close();
        List.copyOf(listeners).forEach(ApiListener::close);
    }
}
