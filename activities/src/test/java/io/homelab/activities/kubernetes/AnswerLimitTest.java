package io.homelab.activities.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Transports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerLimitTest {
    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: stalled
            contexts: [{name: stalled, context: {cluster: stalled, user: nobody}}]
            clusters: [{name: stalled, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: nobody, user: {}}]
            """;

    @Test
    void anAnswerThatBeginsAndNeverEndsIsGivenUp() throws IOException {
        var forever = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('o');
            exchange.getResponseBody().flush();
            awaitUninterrupted(forever);
            exchange.close();
        });
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.start();
        var config = KUBECONFIG.formatted(server.getAddress().getPort());
        try (var watch = AnswerLimit.of(Duration.ofMillis(500));
                var client = new Transports(Gate.OPEN).kubernetes(config)) {
            assertThatThrownBy(() -> client.raw("/readyz")).isInstanceOf(KubernetesClientException.class);
            assertThat(watch.reached()).isTrue();
        } finally {
            forever.countDown();
            server.stop(0);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void workThatEndsInTimeIsLeftAlone() {
        try (var watch = AnswerLimit.of(Duration.ofMinutes(1))) {
            assertThat(watch.reached()).isFalse();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
