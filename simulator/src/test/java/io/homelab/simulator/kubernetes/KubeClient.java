package io.homelab.simulator.kubernetes;

import io.homelab.simulator.talos.pki.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kubernetes over Java's own HTTP client, with a client certificate. */
final class KubeClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final String base;

    record Reply(int code, JsonNode body) {
        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    KubeClient(InetAddress address, Authority authority, String user, String... groups) {
        base = "https://" + address.getHostAddress() + ":6443";
        try {
            var identity = authority.admit(user, List.of(groups), Duration.ofHours(1));
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", authority.certificate());
            store.setKeyEntry("me", identity.key(), new char[0], new Certificate[] {identity.certificate()});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            http = HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, "", "application/json");
    }

    Reply post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json, "application/json");
    }

    Reply apply(String path, String manager, String json) throws IOException, InterruptedException {
        return send("PATCH", path + "?fieldManager=" + manager, json, "application/apply-patch+yaml");
    }

    Reply send(String method, String path, String json, String type) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", type)
                .header("User-Agent", "test/1")
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        var body = response.body();
        return new Reply(
                response.statusCode(),
                body.startsWith("{")
                        ? JSON.readTree(body)
                        : JSON.getNodeFactory().stringNode(body));
    }

    /** Executes a command, and waits for its end; the input is given only in version 5, which can end it. */
    Executed exec(String path, String input, String protocol, String... lesser) {
        var executed = new Executed();
        var socket = http.newWebSocketBuilder()
                .subprotocols(protocol, lesser)
                .buildAsync(URI.create(base.replaceFirst("https", "wss") + path), executed)
                .join();
        if (!input.isEmpty()) {
            socket.sendBinary(Executed.message(0, input.getBytes(StandardCharsets.UTF_8)), true)
                    .thenCompose(sent -> sent.sendBinary(Executed.message(255, new byte[] {0}), true))
                    .join();
        }
        return executed.awaited(socket);
    }

    /** Lines of a watch as they come. */
    Stream<JsonNode> watch(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofLines()).body().map(JSON::readTree);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
