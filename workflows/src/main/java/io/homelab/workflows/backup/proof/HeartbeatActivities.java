package io.homelab.workflows.backup.proof;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Tells a monitor elsewhere that all is well: it sees when this house is dark, which nobody in it can. */
@ActivityInterface
public interface HeartbeatActivities {
    /** Fetches the URL of the lab file once; TRANSIENT when it does not say yes. Its words never hold the URL. */
    @ActivityMethod(name = "SendHeartbeat")
    HeartbeatSent send(HeartbeatRequest request);

    /** @param snapshot of the lab file */
    record HeartbeatRequest(String snapshot) {}

    /** @param seen in a sentence; null when the lab file has no such URL */
    record HeartbeatSent(@Nullable String seen) {}
}
