package io.homelab.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.simulator.kubernetes.volumes.Claims;
import io.homelab.simulator.lab.Labs;
import io.homelab.simulator.web.Authority;
import io.homelab.simulator.web.WebServer;
import io.homelab.simulator.world.BootImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class ControlFaceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path state;

    private WebServer web;
    private Labs labs;
    private String url;

    @BeforeEach
    void open() throws IOException {
        web = new WebServer();
        labs = new Labs(state, List.of(), web);
        var control = new ControlFace(labs, "secret", () -> {});
        url = "http://127.0.0.1:"
                + web.listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), control)
                        .port();
    }

    @AfterEach
    void close() {
        labs.close();
        web.close();
    }

    private HttpResponse<byte[]> send(HttpClient client, HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> call(String method, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return send(
                    client,
                    HttpRequest.newBuilder(URI.create(url + path))
                            .header("Authorization", "Bearer secret")
                            .method(method, BodyPublishers.ofString(body))
                            .build());
        }
    }

    private JsonNode ok(String method, String path, String body) throws Exception {
        var response = call(method, path, body);
        assertThat(response.statusCode())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpClient trusting(JsonNode service) throws Exception {
        var ca = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(service.get("ca").asString().getBytes(StandardCharsets.US_ASCII)));
        return HttpClient.newBuilder()
                .sslContext(Authority.trusting(List.of(ca)))
                .build();
    }

    @Test
    void onlyItsTokenOpensIt() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            assertThat(send(
                                    client,
                                    HttpRequest.newBuilder(URI.create(url + "/worlds"))
                                            .build())
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(call("GET", "/worlds/none", "").statusCode()).isEqualTo(404);
        assertThat(call("POST", "/worlds", "{\"name\":\"No Good\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWorldIsMadeDisturbedAndDeleted() throws Exception {
        var info = ok("POST", "/worlds", "{\"name\":\"one\",\"factor\":0.005,\"nodes\":2,\"pveVersion\":\"9.0\"}");
        assertThat(info.get("proxmox").get("nodes")).hasSize(2);
        assertThat(ok("GET", "/worlds", "")).hasSize(1);
        ok(
                "POST",
                "/worlds/one/vms",
                "{\"vmid\":105,\"config\":{\"name\":\"nas\",\"scsi0\":\"local-lvm:8\"},\"running\":true}");
        ok("PATCH", "/worlds/one/vms/105", "{\"set\":{\"cores\":\"8\"},\"remove\":[\"name\"],\"lock\":\"backup\"}");
        ok("POST", "/worlds/one/vms/105/move", "{\"node\":\"pve2\"}");
        var config = proxmox(info, "/nodes/pve2/qemu/105/config");
        assertThat(config.get("data").get("cores").asInt()).isEqualTo(8);
        assertThat(config.get("data").get("lock").asString()).isEqualTo("backup");
        ok("POST", "/worlds/one/vms/105/die", "");
        assertThat(proxmox(info, "/nodes/pve2/qemu/105/config").toString()).contains("No route to host");
        ok("POST", "/worlds/one/nodes/pve2/heal", "");
        ok("POST", "/worlds/one/privileges", "{\"revoke\":[\"VM.Audit\"]}");
        assertThat(proxmox(info, "/nodes/pve2/qemu/105/config").toString())
                .contains("Permission check failed (/vms/105, VM.Audit)");
        ok(
                "POST",
                "/worlds/one/faults",
                "{\"kind\":\"STATUS\",\"status\":596,\"message\":\"Broken pipe\",\"operation\":\"GET /version\"}");
        assertThat(ok("GET", "/worlds/one/faults", "")).hasSize(1);
        assertThat(proxmox(info, "/version").toString()).contains("Broken pipe");
        assertThat(ok("POST", "/worlds/one/clock", "{\"jump\":\"P40D\"}").has("now"))
                .isTrue();
        assertThat(ok("POST", "/worlds/one/lease", "{\"mac\":\"bc:24:11:00:00:07\"}")
                        .get("address")
                        .asString())
                .startsWith("127.");
        ok("POST", "/worlds/one/storage", "{\"name\":\"local-lvm\",\"avail\":1024}");
        ok("POST", "/worlds/one/power-cut", "");
        var calls = ok("GET", "/worlds/one/calls?after=0", "");
        assertThat(calls.get(0).get("operation").asString()).isEqualTo("GET /nodes/{node}/qemu/{vmid}/config");
        assertThat(calls.get(0).get("target").asString()).isEqualTo("105");
        assertThat(calls.get(0).get("client").asString()).isEqualTo("homelab@pve!orchestrator");
        ok("DELETE", "/worlds/one", "");
        assertThat(ok("GET", "/worlds", "")).isEmpty();
    }

    private JsonNode proxmox(JsonNode info, String path) throws Exception {
        var pve = info.get("proxmox");
        try (var client = trusting(pve)) {
            var request = HttpRequest.newBuilder(URI.create(pve.get("url").asString() + "/api2/json" + path))
                    .header(
                            "Authorization",
                            "PVEAPIToken=" + pve.get("tokenId").asString() + "="
                                    + pve.get("token").asString());
            return JSON.readTree(send(client, request.build()).body());
        }
    }

    /** The node fetches the image, trusting the world's authority. */
    private void fetched(JsonNode info, String url) throws Exception {
        var pve = info.get("proxmox");
        try (var client = trusting(pve)) {
            var base = pve.get("url").asString() + "/api2/json/nodes/pve1/storage/local/";
            var token = "PVEAPIToken=" + pve.get("tokenId").asString() + "="
                    + pve.get("token").asString();
            var form = "content=iso&filename=talos.iso&url="
                    + url.replace(":", "%3A").replace("/", "%2F");
            var post = HttpRequest.newBuilder(URI.create(base + "download-url"))
                    .header("Authorization", token)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form));
            assertThat(new String(send(client, post.build()).body(), StandardCharsets.UTF_8))
                    .contains(":download:talos.iso:");
            var list = HttpRequest.newBuilder(URI.create(base + "content/local%3Aiso%2Ftalos.iso"))
                    .header("Authorization", token);
            for (int i = 0; i < 400; i++) {
                if (send(client, list.build()).statusCode() == 200) {
                    return;
                }
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 10, TimeUnit.MILLISECONDS)
                        .join();
            }
        }
        throw new AssertionError("the node did not fetch " + url);
    }

    @Test
    void theFactoryMakesImagesThatTheHypervisorFetches() throws Exception {
        var info = ok("POST", "/worlds", "{\"name\":\"two\",\"factor\":0.005}");
        var factory = info.get("factory");
        try (var client = trusting(factory)) {
            var base = factory.get("url").asString();
            var post = HttpRequest.newBuilder(URI.create(base + "/schematics"))
                    .POST(BodyPublishers.ofString("customization: {}\n"))
                    .build();
            var id = JSON.readTree(send(client, post).body()).get("id").asString();
            var image = send(
                    client,
                    HttpRequest.newBuilder(URI.create(base + "/image/" + id + "/v1.9.5/nocloud-amd64.iso"))
                            .build());
            assertThat(BootImage.read(image.body())).contains(new BootImage("talos", "v1.9.5", id, "nocloud", "amd64"));
            fetched(info, base + "/image/" + id + "/v1.9.5/nocloud-amd64.iso");
            var other =
                    HttpRequest.newBuilder(URI.create(base + "/image/" + "0".repeat(64) + "/v1.9.5/nocloud-amd64.iso"));
            assertThat(send(client, other.build()).statusCode()).isEqualTo(404);
        }
        var charts = info.get("charts");
        try (var client = trusting(charts)) {
            var base = charts.get("url").asString();
            var index = new String(
                    send(
                                    client,
                                    HttpRequest.newBuilder(URI.create(base + "/index.yaml"))
                                            .build())
                            .body(),
                    StandardCharsets.UTF_8);
            assertThat(index).contains(base + "/cilium-1.17.3.tgz");
            assertThat(send(
                                    client,
                                    HttpRequest.newBuilder(URI.create(base + "/cilium-1.17.3.tgz"))
                                            .build())
                            .body())
                    .startsWith(0x1f, 0x8b);
            var crds = send(
                    client,
                    HttpRequest.newBuilder(URI.create(base + "/gateway-api/v1.2.1/standard-install.yaml"))
                            .build());
            assertThat(new String(crds.body(), StandardCharsets.UTF_8))
                    .contains("name: httproutes.gateway.networking.k8s.io");
        }
    }

    @Test
    void theGitServerIsSeededDisturbedAndSwitchedOff() throws Exception {
        var info = ok(
                "POST",
                "/worlds",
                "{\"name\":\"three\",\"repositories\":[{\"name\":\"lab/homelab\",\"files\":{\"a\":\"1\"}}]}");
        var served = info.get("git").get("repositories").get(0);
        assertThat(served.get("url").asString())
                .isEqualTo(info.get("git").get("url").asString() + "/lab/homelab.git");
        assertThat(info.get("github").get("url").asString()).startsWith("https://127.");
        var first = ok("GET", "/worlds/three/git/lab/homelab", "")
                .get("main")
                .get(0)
                .get("sha");
        var second = ok("POST", "/worlds/three/git/lab/homelab/commits", "{\"files\":{\"b\":\"2\"}}");
        ok(
                "POST",
                "/worlds/three/git/lab/homelab/commits",
                "{\"files\":{\"c\":\"3\"},\"gone\":[\"a\"],\"onto\":" + first + ",\"author\":\"Eve\"}");
        var commits = ok("GET", "/worlds/three/git/lab/homelab", "").get("main");
        assertThat(commits).hasSize(2);
        assertThat(commits.get(0).get("author").asString()).isEqualTo("Eve");
        assertThat(commits.toString()).doesNotContain(second.get("sha").asString());
        assertThat(ok("POST", "/worlds/three/git", "{\"name\":\"lab/other\"}").get("repositories"))
                .hasSize(2);
        assertThat(call("POST", "/worlds/three/git", "{\"name\":\"odd\"}").statusCode())
                .isEqualTo(400);
        ok("POST", "/worlds/three/git/reachable", "{\"reachable\":false}");
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(served.get("url").asString() + "/info/refs"))
                    .build();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> send(client, request))
                    .isInstanceOf(java.net.ConnectException.class);
            ok("POST", "/worlds/three/git/reachable", "{\"reachable\":true}");
            assertThat(send(client, request).statusCode()).isEqualTo(401);
        }
        var charts = info.get("charts");
        try (var client = trusting(charts)) {
            var manifest = send(
                    client,
                    HttpRequest.newBuilder(URI.create(
                                    charts.get("url").asString() + "/argoproj/argo-cd/v3.6.1/manifests/install.yaml"))
                            .build());
            assertThat(new String(manifest.body(), StandardCharsets.UTF_8))
                    .contains("name: applicationsets.argoproj.io", "registry.invalid/argoproj/argocd:v3.6.1");
        }
    }

    @Test
    void filesOfAClaimsVolumeAreWrittenAndRead() throws Exception {
        ok("POST", "/worlds", "{\"name\":\"volumes\"}");
        var store = labs.need("volumes").world().store();
        new Claims(store).note("dev", "etcd-1");
        store.table("kubernetes-etcd-1")
                .put(
                        "//persistentvolumeclaims/shop/pages",
                        "{\"spec\":{\"volumeName\":\"pvc-1\"}}".getBytes(StandardCharsets.UTF_8));
        var claim = "/worlds/volumes/volumes/dev/shop/pages";
        ok("PUT", claim + "/css/site.css", "body {}");
        assertThat(ok("GET", claim, "")).hasToString("[{\"path\":\"css/site.css\",\"size\":7}]");
        assertThat(call("GET", claim + "/css/site.css", "").body())
                .isEqualTo("body {}".getBytes(StandardCharsets.UTF_8));
        ok("DELETE", claim + "/css/site.css", "");
        assertThat(call("GET", claim + "/css/site.css", "").statusCode()).isEqualTo(404);
        assertThat(call("GET", "/worlds/volumes/volumes/dev/shop/none", "").statusCode())
                .isEqualTo(404);
    }
}
