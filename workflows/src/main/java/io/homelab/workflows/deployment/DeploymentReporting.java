package io.homelab.workflows.deployment;

import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Shows where the code is kept how a deployment stands. */
@ActivityInterface
public interface DeploymentReporting {
    /**
     * Makes sure that the run has one deployment to the environment of the cluster's name, and that it has been in this state;
     * whatever is there already is not written again. Does nothing when the lab file names no place for it. AUTH when we may
     * not write there, CONFIG when the repository or the commit is unknown, RATE and TRANSIENT when it may work later.
     */
    @ActivityMethod(name = "ReportDeployment")
    Reported report(Standing standing);

    /**
     * @param cluster where it goes
     * @param run identifies the deployment, together with the cluster; the same for every state of it
     * @param commit what is deployed, full SHA-1; the same for every state of it
     * @param title what is deployed why, in a few words
     * @param detail how it stands, in a sentence
     */
    record Standing(ClusterRef cluster, String run, String commit, String title, State state, String detail) {}

    /** @param where the deployment, such as {@code me/homelab#12}; null when the lab file names no place for it */
    record Reported(@Nullable String where) {}

    /** As GitHub calls them. */
    enum State {
        IN_PROGRESS,
        SUCCESS,
        FAILURE,
        /** Nobody knows how it would have ended. */
        ERROR,
        /** Another one has taken its place. */
        INACTIVE
    }
}
