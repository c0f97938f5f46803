package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Velero of one cluster: a server in each namespace where a deployment {@code velero} is ready and its definitions are served. */
public final class Velero {
    private static final Logger log = LoggerFactory.getLogger(Velero.class);
    private static final long BEAT_MILLIS = 100;
    private static final long BREATH_MILLIS = 10;

    private final World world;
    private final Api api;
    private final String cluster;
    private final Volumes volumes;
    private final BooleanSupplier serving;
    private final Map<String, Running> servers = new HashMap<>();
    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private final Runnable stopListening;
    private volatile boolean closed;

    /** @param pods those in which the server runs: new ones know nothing of what the old ones did */
    private record Running(Server server, String pods) {}

    /**
     * Prepares it.
     *
     * @param cluster the name by which faults speak of this Velero
     * @param serving whether the cluster's API is up
     */
    public Velero(World world, Api api, String cluster, Volumes volumes, BooleanSupplier serving) {
        this.world = world;
        this.api = api.as("velero-server");
        this.cluster = cluster;
        this.volumes = volumes;
        this.serving = serving;
        stopListening = api.changes(this::wake);
        thread = Thread.ofVirtual().name("velero-" + world.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void wake() {
        work.release();
    }

    private void run() {
        while (!closed) {
            try {
                var _ = work.tryAcquire(BEAT_MILLIS, TimeUnit.MILLISECONDS);
                work.drainPermits();
                if (!closed && serving.getAsBoolean()) {
                    reconcile();
                }
                // What a burst of changes wakes us for is done in one go.
                TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                if (!closed) {
                    log.warn("Velero failed", e);
                }
            }
        }
        servers.values().forEach(running -> running.server().close());
    }

    private void reconcile() {
        var before = api.revision();
        var running = running();
        servers.entrySet().removeIf(entry -> {
            var gone = !entry.getValue().pods().equals(running.get(entry.getKey()));
            if (gone) {
                entry.getValue().server().close();
            }
            return gone;
        });
        running.forEach((namespace, pods) -> servers.computeIfAbsent(namespace, key -> start(namespace, pods)));
        servers.values().forEach(each -> each.server().reconcile());
        if (api.revision() != before) {
            api.commit();
        }
    }

    private Running start(String namespace, String pods) {
        var context =
                new Context(api, namespace, new Stores(api, namespace), new Rhythm(world), world.faults(), cluster);
        return new Running(new Server(context, volumes), pods);
    }

    /** Namespaces with a server, each with its pods. */
    private Map<String, String> running() {
        var ready = new HashMap<String, String>();
        if (!Server.definitions().stream().allMatch(api::serves)) {
            return ready;
        }
        for (var deployment :
                api.list("deployments.apps", "", each -> Json.name(each).equals("velero"))) {
            if (Json.number(deployment, "status.readyReplicas", 0) > 0) {
                ready.put(Json.namespace(deployment), pods(Json.namespace(deployment)));
            }
        }
        return ready;
    }

    private String pods(String namespace) {
        return api
                .list(
                        "pods",
                        namespace,
                        pod -> Json.name(pod).startsWith("velero-")
                                && Json.text(pod, "status.phase").equals("Running"))
                .stream()
                .map(Json::uid)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    public void close() {
        closed = true;
        stopListening.run();
        // Not by an interrupt: one in the middle of a write would close the world's file.
        wake();
    }
}
