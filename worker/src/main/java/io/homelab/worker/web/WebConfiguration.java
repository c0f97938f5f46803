package io.homelab.worker.web;

import io.homelab.activities.labfile.LabReader;
import io.homelab.workflows.notice.NoticeActivities;
import io.temporal.client.WorkflowClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The listener of a worker that works; one that only looks whether it could go on takes nothing. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    @Bean
    @ConditionalOnProperty(name = "spring.temporal.start-workers", havingValue = "true", matchIfMissing = true)
    Listener listener(LabReader labs, WorkflowClient client, NoticeActivities notices) {
        return new Listener(labs, client, notices);
    }
}
