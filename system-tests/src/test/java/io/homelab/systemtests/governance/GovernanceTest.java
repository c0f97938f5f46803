package io.homelab.systemtests.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.systemtests.LabInABox;
import io.homelab.systemtests.LabInABox.Said;
import io.homelab.systemtests.bench.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

    @Test
    @Order(5)
    void ofTwentyPromotionsAtOnceOneRunsAndTheOthersAreRefused() throws Exception {
        List<Said> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = IntStream.range(0, 20)
                    .mapToObj(n -> (Callable<Said>)
                            () -> lab.run("promote", "start", "prod", "--detach", "--revision", "release-" + n))
                    .toList();
            answers = threads.invokeAll(starts).stream().map(Future::resultNow).toList();
        }

        var begun = answers.stream().filter(said -> said.code() == 0).toList();
        assertThat(begun).as(answers.toString()).hasSize(1);
        assertThat(answers.stream().filter(said -> said.code() != 0))
                .allSatisfy(said -> assertThat(said.err()).contains("promotion-prod is busy"));
    }

    @Test
    @Order(6)
    void theSchedulesOfTheServerBecomeThoseOfTheLabFile() throws Exception {
        var file = lab.controlPlane().places().labFile();
        var before = Files.readString(file);
        Files.writeString(file, before + """

                promotion:
                  from: dev
                  to: prod
                  prometheus: {url: "http://127.0.0.1:9"}
                  schedule: {cron: "0 18 * * THU", zone: Europe/Berlin}
                """);

        assertThat(said(2, "schedule", "list").out()).contains("homelab schedule apply");
        assertThat(said(0, "schedule", "apply").out()).isEqualTo("promotion-prod created\n");
        assertThat(said(0, "schedule", "apply").out()).isEqualTo("promotion-prod unchanged\n");
        assertThat(said(0, "schedule", "pause", "promotion-prod", "--reason", "away")
                        .out())
                .contains("away");
        Files.writeString(file, Files.readString(file).replace("0 18", "30 19"));
        assertThat(said(0, "schedule", "apply").out()).isEqualTo("promotion-prod changed\n");
        assertThat(said(0, "schedule", "list").out()).contains("30 19 * * THU Europe/Berlin", "paused: away");
        assertThat(said(0, "schedule", "resume", "promotion-prod").out()).contains("starts next at ");

        // The promotion of the test before is on its way.
        said(0, "schedule", "trigger", "promotion-prod");
        Patience.until(Duration.ofMinutes(1), "the scheduled start ends", () -> lab.run("run", "list")
                .out()
                .lines()
                .anyMatch(line -> line.startsWith("scheduled-promotion-prod-") && line.contains("completed")));

        Files.writeString(file, before);
        assertThat(said(0, "schedule", "apply").out()).isEqualTo("promotion-prod removed\n");
        assertThat(said(1, "schedule", "trigger", "promotion-prod").err()).contains("homelab schedule list");
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
