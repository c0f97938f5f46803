package io.homelab.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.homelab.simulator.s3.BucketConfiguration.Setting;
import io.homelab.simulator.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the front does with requests, over a server behind that says what it was asked. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class S3FaceTest {
    private static final int LENGTH = 10_000;
    private static final String TIDY = "<LifecycleConfiguration><Rule><Filter/><Status>Enabled</Status>"
            + "<Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>";

    private final WebServer web = new WebServer();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<Integer> status = new AtomicReference<>(200);
    private HttpServer behind;
    private S3Face face;

    @BeforeEach
    void open() throws IOException {
        behind = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        behind.createContext("/", this::answer);
        behind.start();
        face = S3Face.open(
                web, URI.create("http://127.0.0.1:" + behind.getAddress().getPort()), new S3Keys("AK", "SK"));
    }

    @AfterEach
    void close() {
        face.close();
        behind.stop(0);
        client.close();
        web.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " of "
                + exchange.getRequestHeaders().getFirst("Host"));
        var body = new byte[LENGTH];
        Arrays.fill(body, (byte) 'x');
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(LENGTH));
            exchange.sendResponseHeaders(status.get(), -1);
        } else {
            exchange.sendResponseHeaders(status.get(), LENGTH);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Test
    void everythingElseReachesTheServerBehindAsItWasSigned() throws Exception {
        assertThat(get("/bucket/a%20b%2Bc?x-id=GetObject").body()).hasSize(LENGTH);
        assertThat(asked.get()).isEqualTo("GET /bucket/a%20b%2Bc?x-id=GetObject of " + host());

        var head = send("HEAD", "/bucket/key", "");
        assertThat(head.headers().firstValue("Content-Length")).contains("" + LENGTH);
        assertThat(asked.get()).isEqualTo("HEAD /bucket/key of " + host());
    }

    @Test
    void whoMayAskIsTheServerBehindsAffair() throws Exception {
        assertThat(get("/bucket?lifecycle").body()).contains("<Code>NoSuchLifecycleConfiguration</Code>");
        assertThat(asked.get()).isEqualTo("GET /bucket?lifecycle of " + host());

        status.set(403);
        assertThat(get("/bucket?lifecycle").body()).startsWith("xxx");
    }

    @Test
    void whatIsSetIsToldAndWhatIsWrongIsNotTaken() throws Exception {
        var bucket = face.bucket("bucket");
        bucket.put(Setting.LIFECYCLE, TIDY.getBytes(StandardCharsets.UTF_8));
        assertThat(get("/bucket?lifecycle").body()).containsPattern("<Rule><ID>[0-9a-f-]{36}</ID><Filter/>");
        assertThat(get("/other?lifecycle").statusCode()).isEqualTo(404);

        for (var wrong : new String[] {
            "<LifecycleConfiguration/>",
            TIDY.replace("Enabled", "On"),
            TIDY.replace("<Filter/>", ""),
            TIDY.replace("<Filter/>", "<Filter/><Prefix/>"),
            TIDY.replace("<Days>1</Days>", "<Days>0</Days>"),
            TIDY.replace("<Days>1</Days>", "<Date>2027-01-01T01:00:00Z</Date>"),
            TIDY.replace("<Days>1</Days>", "<Days>1</Days><Date>2027-01-01T00:00:00Z</Date>"),
            TIDY.replaceAll("<Expiration>.*</Expiration>", ""),
            TIDY.replace("LifecycleConfiguration", "Lifecycle"),
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>" + TIDY,
            "no XML",
        }) {
            assertThatThrownBy(() -> bucket.put(Setting.LIFECYCLE, wrong.getBytes(StandardCharsets.UTF_8)))
                    .as(wrong)
                    .isInstanceOf(S3Error.class);
        }
        bucket.forgetLifecycle();
        assertThat(get("/bucket?lifecycle").statusCode()).isEqualTo(404);
    }

    @Test
    void whoDoesNotSignChangesNothingAndTheServerBehindIsNotAsked() throws Exception {
        assertThat(send("PUT", "/bucket?lifecycle", TIDY).body()).contains("<Code>AccessDenied</Code>");
        assertThat(send("DELETE", "/bucket?lifecycle", "").statusCode()).isEqualTo(403);
        assertThat(send("POST", "/bucket?versioning", "").statusCode()).isEqualTo(405);

        assertThat(asked.get())
                .as("it would take a DELETE for one of the bucket")
                .isEmpty();
    }

    @Test
    void faultsAreMetAndPassBy() throws Exception {
        face.faults().slowDown(2);
        assertThat(get("/bucket/key").statusCode()).isEqualTo(503);
        assertThat(get("/bucket?versioning").body()).contains("<Code>SlowDown</Code>");
        assertThat(get("/bucket/key").statusCode()).isEqualTo(200);

        face.faults().forbid("bucket/secret/");
        assertThat(get("/bucket/secret/key").body()).contains("<Code>AccessDenied</Code>");
        assertThat(get("/bucket/secrets").statusCode()).isEqualTo(200);

        face.faults().breakOff("bucket/key", 100, 1);
        assertThatThrownBy(() -> get("/bucket/key")).isInstanceOf(IOException.class);
        assertThat(get("/bucket/key").body()).hasSize(LENGTH);

        face.faults().change("bucket/key", 100, 1);
        assertThat(get("/bucket/key").body()).startsWith("x".repeat(100)).doesNotContain("x".repeat(101));
        assertThat(get("/bucket/key").body()).isEqualTo("x".repeat(LENGTH));
    }

    @Test
    void versioningAndLockGoTogetherAsInS3() {
        var bucket = face.bucket("bucket");
        var lock = "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>"
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> bucket.put(Setting.OBJECT_LOCK, lock)).hasMessageContaining("Versioning must be");

        bucket.put(Setting.VERSIONING, versioning("Enabled"));
        bucket.put(Setting.OBJECT_LOCK, lock);

        assertThatThrownBy(() -> bucket.put(Setting.VERSIONING, versioning("Suspended")))
                .hasMessageContaining("cannot be changed");
    }

    private static byte[] versioning(String status) {
        return ("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String host() {
        return face.url().substring("http://".length());
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send("GET", target, "");
    }

    private HttpResponse<String> send(String method, String target, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(face.url() + target))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }
}
