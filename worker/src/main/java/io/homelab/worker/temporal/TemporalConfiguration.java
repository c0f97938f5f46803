package io.homelab.worker.temporal;

import io.homelab.activities.labfile.LabReader;
import io.homelab.lab.PayloadKeySource;
import io.homelab.worker.WorkerProperties;
import io.homelab.workflows.wire.PayloadKeys;
import io.homelab.workflows.wire.TemporalProfile;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Options that the starter has no property for. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The server takes a workflow task for lost after that. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration LAST_RESORT = Duration.ofSeconds(15);
    private static final int EXIT_TERMINATED = 143;

    @Bean
    @ConditionalOnProperty(name = "HOMELAB_OWN_TEMPORAL", havingValue = "false", matchIfMissing = true)
    @Nullable
    TemporalProfile elsewhere() {
        return TemporalProfile.of(System.getenv()).orElse(null);
    }

    @Bean
    DataConverter dataConverter(WorkerProperties properties) {
        return WireFormat.converter(PayloadKeySource.of(
                        properties.labFile(), properties.configDirectory().resolve("identity.txt"), System.getenv())
                .map(ring -> new PayloadKeys(ring.current(), ring.keys())));
    }

    @Bean
    TemporalOptionsCustomizer<WorkflowClientOptions.Builder> identity(Optional<TemporalProfile> elsewhere) {
        return builder -> {
            elsewhere.ifPresent(server -> builder.setNamespace(server.namespace()));
            return builder.setIdentity(
                    "homelab-worker@" + ProcessHandle.current().pid());
        };
    }

    /**
     * A Temporal server elsewhere is reached by the settings of the temporal command line. Slow machines: the first call
     * after a start may take longer than the SDK's 5 s.
     */
    @Bean
    TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> connection(Optional<TemporalProfile> elsewhere) {
        return builder -> elsewhere
                .map(TemporalProfile::stubs)
                .orElse(builder)
                .setSystemInfoTimeout(PATIENCE)
                .setRpcTimeout(PATIENCE);
    }

    /**
     * The SDK takes a workflow for stuck that has not yielded within a second, and fails its task or whoever asks it something; on
     * a busy machine of two cores, or with classes still to be loaded, one that only waits for its turn takes longer.
     */
    @Bean
    TemporalOptionsCustomizer<WorkerOptions.Builder> turns() {
        return builder -> builder.setDefaultDeadlockDetectionTimeout(TURN.toMillis());
    }

    @Bean
    TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> interceptors(
            LabReader labs, ObjectProvider<WorkerInterceptor> outermost) {
        var interceptors = Stream.concat(Stream.of(new Origins(labs), new FailureMapping()), outermost.orderedStream());
        return builder -> builder.setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new));
    }

    /** The starter does not wait for running activities when it stops (sdk-java issue 2026). */
    @Bean
    @ConditionalOnProperty(name = "homelab.last-resort", matchIfMissing = true)
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
            // With the server gone, the SDK's own shutdown was seen to wait for ever and to take the tasks of the next
            // server on that port. A worker may die at any instant, so it does.
            Thread.ofPlatform().daemon().name("last-resort").start(() -> {
                LockSupport.parkNanos(LAST_RESORT.toNanos());
                Runtime.getRuntime().halt(EXIT_TERMINATED);
            });
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
