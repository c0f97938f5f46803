package io.homelab.worker.temporal;

import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Options that the starter has no property for. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Bean
    DataConverter dataConverter() {
        return WireFormat.converter(Optional.empty());
    }

    @Bean
    TemporalOptionsCustomizer<WorkflowClientOptions.Builder> identity() {
        return builder -> builder.setIdentity("homelab-worker@" + ProcessHandle.current().pid());
    }

    /** Slow machines: the first call after a start may take longer than the SDK's 5 s. */
    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> patience() {
        return builder -> builder.setSystemInfoTimeout(PATIENCE).setRpcTimeout(PATIENCE);
    }

    @Bean
    TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> interceptors() {
        return builder -> builder.setWorkerInterceptors(new FailureMapping());
    }

    /** The starter does not wait for running activities when it stops (sdk-java issue 2026). */
    @Bean
    SmartLifecycle gracefulStop(WorkerFactory factory) {
        return new GracefulStop(factory);
    }

    private static final class GracefulStop implements SmartLifecycle {
        private final WorkerFactory factory;
        private volatile boolean running;

        GracefulStop(WorkerFactory factory) {
            this.factory = factory;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            factory.shutdown();
            factory.awaitTermination(5, TimeUnit.SECONDS);
            factory.shutdownNow();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
