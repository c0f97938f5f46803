package io.homelab.workflows.promotion;

import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Watches a cluster for a stability gate. */
@ActivityInterface
public interface StabilityActivities {
    /**
     * Samples every interval until the gate has a verdict, the window is over, or the cluster runs something else than the
     * release. Every sample is on disk before it counts, and who comes next goes on from what is there: neither a crash nor a
     * retry loses or doubles time. CONFIG when the samples are not as they were written.
     */
    @ActivityMethod(name = "WatchStability")
    Watched watch(WatchRequest request);

    /**
     * @param cluster whose Prometheus is asked
     * @param key names the samples of this soak; the same one goes on with them
     * @param window how long one call watches at most
     * @param before a moment before the deployment, for baselines; null when there was none
     * @param commit what the applications must be running, as the release has it; null when that is not asked
     */
    record WatchRequest(
            ClusterRef cluster,
            String key,
            StabilityPolicy policy,
            Duration window,
            @Nullable Instant before,
            @Nullable String commit,
            List<String> applications) {
        public WatchRequest {
            applications = applications == null ? List.of() : List.copyOf(applications);
        }
    }

    /**
     * How far it is.
     *
     * @param moved applications that no longer run what the release has; the soak is over then, whatever it says
     */
    record Watched(Soak soak, Samples samples, List<String> moved) {
        public Watched {
            moved = moved == null ? List.of() : List.copyOf(moved);
        }
    }

    /**
     * The samples so far.
     *
     * @param location a path below the evidence store
     * @param count of samples
     * @param digest SHA-256 of the file, hex
     */
    record Samples(String location, int count, String digest) {}
}
