package io.homelab.activities.transport;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Kubernetes clients. Their own retries are off: by default they repeat even a POST ten times (facts: kubernetes E3). */
final class Kubernetes {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final int REQUEST_MILLIS = 15_000;
    private static final int CONNECT_MILLIS = 5_000;

    private Kubernetes() {}

    static KubernetesClient client(String kubeconfig, Gate gate) {
        var config = Config.fromKubeconfig(kubeconfig);
        config.setRequestRetryBackoffLimit(0);
        config.setRequestTimeout(REQUEST_MILLIS);
        config.setConnectionTimeout(CONNECT_MILLIS);
        var client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("homelab", new Passing(gate)))
                .build();
        gate.opened(client);
        return client;
    }

    /** Answers come on other threads: a call is known by its id, which also stands in the API server's audit log. */
    private static final class Passing implements Interceptor {
        private static final String ID = "Audit-ID";

        private final Gate gate;
        private final Map<String, Gate.Passage> underWay = new ConcurrentHashMap<>();

        Passing(Gate gate) {
            this.gate = gate;
        }

        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            var mutating = !READS.contains(request.method());
            var operation =
                    KubernetesOperation.of(request.method(), request.uri().getPath());
            if (mutating) {
                ReadOnly.check("kubernetes " + operation);
            }
            var call = Gate.Call.now("kubernetes", operation, mutating);
            call.baggage().ifPresent(baggage -> builder.setHeader(Origin.HEADER, baggage));
            var id = UUID.randomUUID().toString();
            builder.setHeader(ID, id);
            underWay.put(id, gate.leave(call));
        }

        @Override
        public void after(
                HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
            taken(request).ifPresent(Gate.Passage::back);
        }

        @Override
        public void afterConnectionFailure(HttpRequest request, Throwable failure) {
            taken(request);
        }

        private Optional<Gate.Passage> taken(HttpRequest request) {
            return Optional.ofNullable(request.header(ID)).map(underWay::remove);
        }
    }
}
