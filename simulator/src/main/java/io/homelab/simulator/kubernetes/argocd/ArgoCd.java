package io.homelab.simulator.kubernetes.argocd;

import io.homelab.simulator.kubernetes.apiserver.Json;
import io.homelab.simulator.kubernetes.argocd.source.RepoServer;
import io.homelab.simulator.kubernetes.controllers.Api;
import io.homelab.simulator.world.World;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Argo CD of one cluster: it does nothing until its workloads run, and only what those of them do that run. */
public final class ArgoCd {
    private static final Logger log = LoggerFactory.getLogger(ArgoCd.class);
    private static final long BEAT_MILLIS = 100;
    private static final long BREATH_MILLIS = 10;

    private final Api api;
    private final BooleanSupplier serving;
    private final Server server;
    private final ApplicationSets sets;
    private final Applications applications;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private final Runnable stopListening;
    private volatile boolean closed;

    /**
     * Prepares it.
     *
     * @param cluster the name by which faults speak of this Argo CD
     * @param serving whether the cluster's API is up
     */
    public ArgoCd(World world, Api api, String cluster, BooleanSupplier serving) {
        this.api = api.as("argocd-controller");
        this.serving = serving;
        var pace = new Pace(world);
        var sources = new Sources(this.api, new RepoServer(), world.faults(), cluster);
        server = new Server(api.as("argocd-server"));
        sets = new ApplicationSets(api.as("argocd-applicationset-controller"), sources, pace);
        applications = new Applications(this.api, sources, pace, world.faults(), cluster);
        stopListening = api.changes(this::wake);
        thread = Thread.ofVirtual().name("argocd-" + world.name()).unstarted(this::run);
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
                if (!closed && serving.getAsBoolean() && api.serves(Names.APPLICATIONS)) {
                    reconcile();
                }
                // What a burst of changes wakes us for is done in one go.
                TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    log.warn("Argo CD failed", e);
                }
            }
        }
    }

    private void reconcile() {
        var before = api.revision();
        if (runs("deployments.apps", "argocd-server")) {
            server.reconcile();
        }
        if (runs("deployments.apps", "argocd-applicationset-controller")) {
            sets.reconcile();
        }
        if (runs("statefulsets.apps", "argocd-application-controller")) {
            applications.reconcile();
        }
        if (api.revision() != before) {
            api.commit();
        }
    }

    private boolean runs(String resource, String name) {
        return runs(api, resource, name);
    }

    static boolean runs(Api api, String resource, String name) {
        return api.find(resource, Names.NAMESPACE, name)
                .filter(workload -> Json.number(workload, "status.readyReplicas", 0) > 0)
                .isPresent();
    }

    public void close() {
        closed = true;
        stopListening.run();
        thread.interrupt();
    }
}
