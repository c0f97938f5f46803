package io.homelab.worker.backup;

import io.homelab.lab.backup.Origin;
import io.homelab.worker.WorkerProperties;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Backups are taken where the database is: a worker of a Temporal server elsewhere takes none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "HOMELAB_DATABASE")
@EnableConfigurationProperties(BackupProperties.class)
class BackupConfiguration {
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(5);

    @Bean
    NightlyBackup nightlyBackup(
            BackupProperties properties,
            WorkerProperties worker,
            WorkflowServiceStubs stubs,
            @Value("${spring.temporal.namespace}") String namespace) {
        return new NightlyBackup(
                properties,
                () -> Origin.here(worker.labFile(), namespace, properties.simulated(), version(stubs)),
                Clock.system(ZoneId.systemDefault()));
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledThreadPoolExecutor backupTimer() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("nightly-backup").factory());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> backupsBegin(
            ScheduledThreadPoolExecutor backupTimer, NightlyBackup backup) {
        return ready -> {
            var looks =
                    backupTimer.scheduleWithFixedDelay(backup::look, 0, BETWEEN_LOOKS.toMinutes(), TimeUnit.MINUTES);
            if (looks.isCancelled()) {
                throw new IllegalStateException("the timer of the nightly backup does not run");
            }
        };
    }

    private static String version(WorkflowServiceStubs stubs) {
        return stubs.blockingStub()
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                .getServerVersion();
    }
}
