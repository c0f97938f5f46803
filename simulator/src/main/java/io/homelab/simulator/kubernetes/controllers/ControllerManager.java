package io.homelab.simulator.kubernetes.controllers;

import io.homelab.simulator.kubernetes.ClusterSettings;
import io.homelab.simulator.kubernetes.KubeletMachine;
import io.homelab.simulator.kubernetes.volumes.Volumes;
import io.homelab.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the controllers of one cluster, one after the other, whenever something changed. */
public final class ControllerManager {
    private static final Logger log = LoggerFactory.getLogger(ControllerManager.class);
    /** As often as kubelets renew their leases, and never more often than a computer bears. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final Duration SHORTEST_BEAT = Duration.ofMillis(250);
    private static final int ROUNDS = 50;

    private final Api api;
    private final BooleanSupplier serving;
    private final Runnable settled;
    private final Semaphore work = new Semaphore(0);
    private final Timing timing;
    private final List<Controller> controllers;
    private final Thread thread;
    private final Runnable stopListening;
    private volatile boolean closed;

    public ControllerManager(
            World world,
            Api api,
            Volumes volumes,
            ClusterSettings settings,
            Supplier<List<KubeletMachine>> machines,
            BooleanSupplier serving,
            Runnable settled) {
        this.settled = settled;
        this.api = api;
        this.serving = serving;
        timing = new Timing(world, this::wake);
        controllers = List.of(
                new Bootstrapper(api, settings),
                new KeyboardController(api.as("kubectl"), new ManifestQueue(world.store(), settings.name())),
                new NamespaceController(api, world.faults(), settings.name()),
                new NodeController(api.as("kubelet"), machines, timing, world.clock(), settings),
                new DaemonSetController(api),
                new DeploymentController(api, timing),
                new ReplicaSetController(api),
                new StatefulSetController(api),
                new JobController(api),
                new VolumeController(api.as("persistent-volume-controller"), volumes, timing),
                new Scheduler(api.as("kube-scheduler")),
                new PodController(api.as("kubelet"), machines, timing, settings, volumes),
                new EndpointsController(api),
                new VolSyncController(api.as("volsync"), timing, world.clock(), world.faults(), settings.name()),
                new GarbageCollector(api));
        stopListening = api.changes(this::wake);
        thread = Thread.ofVirtual()
                .name("kube-controller-manager-" + world.name())
                .unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public void wake() {
        work.release();
    }

    private void run() {
        var beat = timing.scaled(BEAT);
        var wait = beat.compareTo(SHORTEST_BEAT) < 0 ? SHORTEST_BEAT : beat;
        while (!closed) {
            try {
                // Woken by a change, else by the beat.
                var woken = work.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
                work.drainPermits();
                if (!closed && (woken || serving.getAsBoolean())) {
                    settle();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Until nothing changes any more. */
    private void settle() {
        var begun = api.revision();
        for (int round = 0; round < ROUNDS && serving.getAsBoolean() && !closed; round++) {
            var before = api.revision();
            for (var controller : controllers) {
                try {
                    controller.reconcile();
                } catch (RuntimeException e) {
                    if (!closed) {
                        log.warn("{} failed", controller.getClass().getSimpleName(), e);
                    }
                }
            }
            if (api.revision() == before) {
                break;
            }
        }
        work.drainPermits();
        commit();
        if (api.revision() != begun) {
            settled.run();
        }
    }

    /** Whoever ends the world does not wait for its controllers. */
    private void commit() {
        try {
            api.commit();
        } catch (RuntimeException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    public void close() {
        closed = true;
        timing.close();
        stopListening.run();
        wake();
    }
}
