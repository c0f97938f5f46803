package io.homelab.simulator.proxmox;

import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.DiskWorld;
import io.homelab.simulator.world.WorldOptions;
import io.homelab.simulator.world.Worlds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A world with a Proxmox cluster, and a plain HTTP client for it. */
final class Lab implements AutoCloseable {
    static final double FACTOR = 0.005;
    static final String QEMU = "/nodes/pve1/qemu";

    final Worlds worlds;
    final FakeSystem system = new FakeSystem();
    final WebServer web = new WebServer();
    DiskWorld world;
    ProxmoxFace face;
    private HttpClient client;

    private Lab(Path state, HypervisorOptions options) throws IOException {
        worlds = new Worlds(state, List.of(system));
        world = worlds.create(WorldOptions.of("lab", FACTOR));
        face = ProxmoxFace.open(world, options, web, List.of());
        client = client(face);
    }

    static Lab open(Path state) throws IOException {
        return new Lab(state, HypervisorOptions.standard("8.4", 1));
    }

    static Lab open(Path state, String version, int nodes) throws IOException {
        return new Lab(state, HypervisorOptions.standard(version, nodes));
    }

    /** Ends everything as kill -9 would, and opens it again. */
    void killAndReopen() throws IOException {
        face.abandon();
        world.abandon();
        world = worlds.reopen("lab");
        face = ProxmoxFace.open(world, HypervisorOptions.standard("8.4", 1), web, List.of());
        client = client(face);
    }

    private static HttpClient client(ProxmoxFace face) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Authority.trusting(List.of(certificate(face.info().ca()))))
                .build();
    }

    static X509Certificate certificate(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    String authorization() {
        return "PVEAPIToken=" + face.info().tokenId() + "=" + face.info().token();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(face.info().url() + "/api2/json" + path))
                .header("Authorization", authorization());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> call(String method, String path, Map<String, String> form) throws IOException {
        var body = form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(encode(form));
        var request = request(path).method(method, body);
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return send(request.build());
    }

    JsonNode get(String path) throws IOException {
        return data(call("GET", path, Map.of()));
    }

    JsonNode post(String path, Map<String, String> form) throws IOException {
        return data(call("POST", path, form));
    }

    /** A call without the token. */
    HttpResponse<String> post(String path, Map<String, String> form, boolean authorized) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(face.info().url() + "/api2/json" + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form)));
        return send(
                authorized ? request.header("Authorization", authorization()).build() : request.build());
    }

    static JsonNode data(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return Json.MAPPER.readTree(response.body()).get("data");
    }

    /** Waits for a task and returns its exit status. */
    String await(JsonNode upid) throws IOException {
        var node = upid.asString().split(":")[1];
        return eventually(() -> {
            var task = get("/nodes/" + node + "/tasks/" + upid.asString() + "/status");
            return task.get("status").asString().equals("running")
                    ? null
                    : task.get("exitstatus").asString();
        });
    }

    static <T> T eventually(Probe<T> probe) throws IOException {
        for (int i = 0; i < 2000; i++) {
            var seen = probe.look();
            if (seen != null) {
                return seen;
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 5, TimeUnit.MILLISECONDS)
                    .join();
        }
        throw new AssertionError("it did not come about in time");
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Makes a small machine with a disk. */
    void create(int vmid, Map<String, String> more) throws IOException {
        var form = new java.util.HashMap<>(Map.of("vmid", Integer.toString(vmid), "scsi0", "local-lvm:10"));
        form.putAll(more);
        var status = await(post(QEMU, form));
        if (!status.equals("OK")) {
            throw new AssertionError(status);
        }
    }

    @Override
    public void close() {
        face.close();
        world.close();
        web.close();
    }

    interface Probe<T> {
        @Nullable
        T look() throws IOException;
    }
}
