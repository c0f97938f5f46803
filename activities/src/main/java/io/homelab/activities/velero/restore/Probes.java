package io.homelab.activities.velero.restore;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.homelab.activities.digest.Sha256;
import io.homelab.activities.transport.Unreachable;
import io.homelab.lab.definition.ServiceProbe;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks services through the API server, byte for byte. */
final class Probes {
    private static final int SECONDS = 20;

    private final KubernetesClient client;
    private final String namespace;
    private final String where;

    Probes(KubernetesClient client, String namespace, String where) {
        this.client = client;
        this.namespace = namespace;
        this.where = where;
    }

    /** What is wrong with the answer; empty when nothing is. */
    Optional<String> ask(ServiceProbe probe) {
        var name = probe.service() + probe.path();
        var answer = get("/api/v1/namespaces/" + namespace + "/services/" + probe.service() + "/proxy" + probe.path());
        if (answer.status() != HttpURLConnection.HTTP_OK) {
            return Optional.of(name + " answers " + answer.status());
        }
        if (probe.sha256() != null && !probe.sha256().equals(Sha256.of(answer.body()))) {
            return Optional.of(
                    name + " answers " + answer.body().length + " bytes, SHA-256 " + Sha256.of(answer.body()));
        }
        if (probe.contains() != null && !new String(answer.body(), StandardCharsets.UTF_8).contains(probe.contains())) {
            return Optional.of(name + " does not answer what it must contain");
        }
        return Optional.empty();
    }

    private record Answer(int status, byte[] body) {}

    private Answer get(String path) {
        var url = client.getMasterUrl().toString().replaceFirst("/$", "") + path;
        var http = client.getHttpClient();
        HttpRequest request = http.newHttpRequestBuilder().uri(url).build();
        try {
            var response = http.sendAsync(request, byte[].class).get(SECONDS, TimeUnit.SECONDS);
            return new Answer(response.code(), response.body() == null ? new byte[0] : response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the worker is stopping", where, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unreachable("the Kubernetes API does not answer " + path, where, e);
        }
    }
}
