package io.homelab.workflows.gitops;

import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ArgoCD in a cluster. Waits count as waits of the lab; each says what is still missing. */
@ActivityInterface
public interface GitOpsActivities {
    /**
     * Asks ArgoCD to look at Git again and waits until every named application is Synced and Healthy at a revision that has
     * what {@code commit} has of it; writes nothing but the request to look. CONFIG with the application's own words when it
     * is Degraded or cannot be compared. The fact {@code later} names applications that run something newer, if that is as well.
     */
    @ActivityMethod(name = "AwaitDeployed")
    Outcome awaitDeployed(DeployedRequest request);

    /**
     * Syncs applications that are not synced by themselves to exactly that commit, all at once, and waits until each has
     * done so, is Healthy, and stays so. A sync that an earlier attempt asked for is waited for, not asked for again.
     */
    @ActivityMethod(name = "SyncApplications")
    Outcome sync(SyncRequest request);

    /** What the applications are now; writes nothing. */
    @ActivityMethod(name = "LookAtApplications")
    Applications look(LookRequest request);

    /**
     * @param commit what must be running
     * @param orLater whether what the branch got after that commit is as well; null means no
     */
    record DeployedRequest(
            ClusterRef cluster,
            String commit,
            List<String> applications,
            @Nullable Boolean orLater) {
        public DeployedRequest {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }

        /** Exactly what the commit has. */
        public DeployedRequest(ClusterRef cluster, String commit, List<String> applications) {
            this(cluster, commit, applications, null);
        }
    }

    /** @param operation identifies this sync in the application's {@code operation.info} */
    record SyncRequest(ClusterRef cluster, String commit, String operation, List<String> applications) {
        public SyncRequest {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }
    }

    /** @param applications empty for all */
    record LookRequest(ClusterRef cluster, List<String> applications) {
        public LookRequest {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }
    }

    record Applications(List<Application> applications) {
        public Applications {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }
    }

    /**
     * @param sync Synced, OutOfSync or Unknown
     * @param health Healthy, Progressing, Degraded, Suspended, Missing or Unknown
     * @param revision that ArgoCD has compared with
     * @param message what ArgoCD says of trouble; null when it says none
     * @param automated whether it syncs by itself; null when whoever looked did not say
     * @param written revision that its last sync took its objects from; null when there was none
     */
    record Application(
            String name,
            String sync,
            String health,
            @Nullable String revision,
            @Nullable String message,
            @Nullable Boolean automated,
            @Nullable String written) {}
}
