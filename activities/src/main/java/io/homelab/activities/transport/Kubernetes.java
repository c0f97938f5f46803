package io.homelab.activities.transport;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Set;

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
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("homelab", new Passing(gate)))
                .build();
    }

    private record Passing(Gate gate) implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            var mutating = !READS.contains(request.method());
            var operation = request.method() + " " + request.uri().getPath();
            if (mutating) {
                ReadOnly.check("kubernetes " + operation);
            }
            gate.before(new Gate.Call("kubernetes", operation, mutating));
        }
    }
}
