package io.homelab.activities.promotion;

import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import java.util.List;

/** Whether a cluster still runs what a soak is about. */
@FunctionalInterface
public interface ReleaseLook {
    /** The applications that run something else now; none while nobody can tell, which the checks will show. */
    List<String> moved(WatchRequest request);
}
