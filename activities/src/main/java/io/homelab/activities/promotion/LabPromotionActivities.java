package io.homelab.activities.promotion;

import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.promotion.PromotionActivities;
import io.homelab.workflows.promotion.PromotionRequest;
import io.homelab.workflows.promotion.PromotionSpec;
import io.homelab.workflows.wire.TaskQueues;
import io.temporal.spring.boot.ActivityImpl;

/** Reads a promotion's part of the lab file. */
@ActivityImpl(taskQueues = TaskQueues.HOME)
public final class LabPromotionActivities implements PromotionActivities {
    private final LabReader labs;

    public LabPromotionActivities(LabReader labs) {
        this.labs = labs;
    }

    @Override
    public PromotionSpec read(PromotionRequest request) {
        var file = labs.take(request.labDigest());
        return PromotionLab.of(labs.snapshot(file.digest())).spec(request.cluster());
    }
}
