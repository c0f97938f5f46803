package io.homelab.worker;

import io.homelab.activities.clock.LabClock;
import io.homelab.activities.labfile.LabReader;
import io.homelab.activities.promotion.LabGoAheadActivities;
import io.homelab.activities.promotion.PromotionGuard;
import io.temporal.client.WorkflowClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may stop promotions. */
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
}
