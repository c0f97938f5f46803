package io.homelab.worker.logs;

import io.homelab.worker.WorkerProperties;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks once a minute at the logs of this machine's control plane. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {
    private static final long MOST = 10L << 20;

    @Bean
    LogLimit logLimit(WorkerProperties properties) {
        return new LogLimit(properties.stateDirectory().resolve("control-plane"), MOST);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledThreadPoolExecutor logTimer() {
        return new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("log-limit").factory());
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> logsAreLimited(ScheduledThreadPoolExecutor logTimer, LogLimit limit) {
        return ready -> {
            if (logTimer.scheduleWithFixedDelay(limit::look, 0, 1, TimeUnit.MINUTES)
                    .isCancelled()) {
                throw new IllegalStateException("the timer of the logs does not run");
            }
        };
    }
}
