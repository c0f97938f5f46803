package io.homelab.simulator.kubernetes.velero;

import io.homelab.simulator.kubernetes.volumes.Volumes;
import java.util.List;

/** Velero in one namespace, from the start of its pod to its end. */
final class Server implements AutoCloseable {
    private final Context context;
    private final Locations locations;
    private final BackupSync sync;
    private final Schedules schedules;
    private final Repositories repositories;
    private final Backups backups;
    private final Restores restores;
    private final Downloads downloads;
    private final Deletions deletions;
    private final StatusRequests statusRequests;
    private final NodeAgent agent;

    Server(Context context, Volumes volumes) {
        this.context = context;
        locations = new Locations(context);
        sync = new BackupSync(context);
        schedules = new Schedules(context);
        repositories = new Repositories(context);
        backups = new Backups(context, repositories);
        restores = new Restores(context);
        downloads = new Downloads(context);
        deletions = new Deletions(context);
        statusRequests = new StatusRequests(context);
        agent = new NodeAgent(context, volumes);
        repositories.password();
        backups.failLost();
        restores.failLost();
    }

    /** Definitions without which the server does not run. */
    static List<String> definitions() {
        return List.of(
                Names.LOCATIONS,
                Names.BACKUPS,
                Names.RESTORES,
                Names.SCHEDULES,
                Names.POD_BACKUPS,
                Names.POD_RESTORES,
                Names.REPOSITORIES,
                Names.DOWNLOADS,
                Names.DELETIONS,
                Names.STATUS_REQUESTS);
    }

    void reconcile() {
        locations.reconcile();
        sync.reconcile();
        statusRequests.reconcile();
        downloads.reconcile();
        schedules.reconcile();
        repositories.reconcile();
        agent.reconcile();
        backups.reconcile();
        restores.reconcile();
        deletions.reconcile();
    }

    @Override
    public void close() {
        context.stores().close();
    }
}
