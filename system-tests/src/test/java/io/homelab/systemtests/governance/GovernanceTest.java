package io.homelab.systemtests.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The switch and the listener on a real Temporal server with a real worker, which is killed in between. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GovernanceTest {
    private static LabInABox lab;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        lab = LabInABox.start(200);
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    @Order(1)
    void theFirstHaltStartsTheSwitchAndItsReasonStays() {
        assertThat(said(0, "promote", "halt", "--reason", "the disk dies").out())
                .contains("promotions are halted by ", "the disk dies");
        assertThat(said(0, "promote", "halt", "--reason", "me too").out()).contains("the disk dies");
        assertThat(said(0, "run", "list").out()).contains("promotion-switch");
        assertThat(said(0, "run", "why", "promotion-switch").out()).isNotBlank();
        assertThat(said(0, "inbox").code()).isZero();
    }

    @Test
    @Order(2)
    void itOutlivesItsWorkerAndLetsGo() {
        assertThat(lab.kill("worker")).isTrue();
        lab.startServers();

        assertThat(said(0, "promote", "halt", "--reason", "again").out()).contains("the disk dies");
        assertThat(said(0, "promote", "resume", "-o", "json").out()).contains("\"halted\" : false");
    }

    @Test
    @Order(3)
    void nobodyAsksSoThereIsNothingToApprove() {
        assertThat(said(1, "promote", "approve", "promotion-prod", "--yes").err())
                .contains("promotion-prod");
    }

    @Test
    @Order(4)
    void theWorkerListensOnlyWhereTheLabFileSaysSo() throws Exception {
        var file = lab.controlPlane().places().labFile();
        Files.writeString(file.resolveSibling("alertmanager-token"), "s3cret\n");
        Files.writeString(file, Files.readString(file) + """

                notifications:
                  listener:
                    port: %d
                    url: https://lab.example.org
                    person: ada
                    alertmanager: file:alertmanager-token
                """.formatted(port));
        lab.kill("worker");
        lab.startServers();

        assertThat(post("/approvals", "nonsense", "").statusCode()).isEqualTo(403);
        assertThat(post("/alertmanager", "{}", "Bearer wrong").statusCode()).isEqualTo(401);
        assertThat(post("/alertmanager", "{}", "Bearer s3cret").statusCode()).isEqualTo(400);
        assertThat(post("/alertmanager", "{\"version\":\"4\",\"alerts\":[]}", "Bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/", "{}", "").statusCode()).isEqualTo(404);
        assertThat(Files.readString(lab.controlPlane().workerLog())).doesNotContain("s3cret");
    }

    private static HttpResponse<String> post(String path, String body, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Said said(int code, String... line) {
        var said = lab.run(line);
        assertThat(said.code()).as(said.toString()).isEqualTo(code);
        return said;
    }
}
