package io.homelab.workflows.promotion;

import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.topology.ClusterRef;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Keeps the reports of promotions, and knows what a cluster has proved. */
@ActivityInterface
public interface PromotionEvidenceActivities {
    /** Signs and stores the report; repeating it with the same report stores nothing new. */
    @ActivityMethod(name = "RecordPromotion")
    EvidenceRef record(PromotionReport report);

    /**
     * Which of these contents the last promotions have proved on the cluster: verified after its last wave, and not gone back
     * from. CONFIG when the evidence is not as it was written, since nobody knows then.
     */
    @ActivityMethod(name = "FindProved")
    Proved proved(ProvedRequest request);

    /** @param contents what the cluster has now */
    record ProvedRequest(ClusterRef cluster, List<Content> contents) {
        public ProvedRequest {
            contents = contents == null ? List.of() : List.copyOf(contents);
        }
    }

    /** An application and the Git tree id that it has. */
    record Content(String name, String tree) {}

    /** @param unproved names of those that no promotion has proved */
    record Proved(List<String> unproved) {
        public Proved {
            unproved = unproved == null ? List.of() : List.copyOf(unproved);
        }
    }
}
