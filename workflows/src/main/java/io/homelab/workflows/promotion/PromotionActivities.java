package io.homelab.workflows.promotion;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads the lab file for promotions. */
@ActivityInterface
public interface PromotionActivities {
    /** Takes a snapshot of the lab file and says what a run needs of its promotion; CONFIG when it has none to that cluster. */
    @ActivityMethod(name = "ReadPromotion")
    PromotionSpec read(PromotionRequest request);
}
