package io.homelab.worker;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.evidence.SignedPromotionEvidence;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.promotion.LabGoAheadActivities;
import io.homelab.activities.promotion.LabPromotionActivities;
import io.homelab.activities.promotion.PromotionGuard;
import io.homelab.activities.promotion.ReleaseLook;
import io.homelab.activities.promotion.RunningRelease;
import io.homelab.activities.promotion.StabilityWatch;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Promotions: what they read, what they watch, what may stop them, and what is kept of them. */
@Configuration(proxyBeanMethods = false)
class PromotionConfiguration {
    @Bean
    PromotionGuard promotionGuard(WorkflowClient client) {
        return PromotionGuard.of(client);
    }

    @Bean
    LabGoAheadActivities labGoAheadActivities(PromotionGuard guard, LabReader labs) {
        return new LabGoAheadActivities(guard, labs, LabClock.system());
    }

    @Bean
    LabPromotionActivities labPromotionActivities(LabReader labs) {
        return new LabPromotionActivities(labs);
    }

    @Bean
    StabilityWatch stabilityWatch(
            LabReader labs, Transports transports, ReleaseLook release, WorkerProperties properties) {
        return new StabilityWatch(labs, transports, release, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    SignedPromotionEvidence signedPromotionEvidence(LabReader labs, WorkerProperties properties) {
        return new SignedPromotionEvidence(labs, properties.stateDirectory(), LabClock.system());
    }

    @Bean
    ReleaseLook releaseLook(GitOpsActivities gitOps, ReleaseActivities releases) {
        return new RunningRelease(gitOps, releases);
    }
}
