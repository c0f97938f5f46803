package io.homelab.activities.restic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.activities.transport.Trust;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that restic's protocol has, and that rclone's server does not give. */
@SuppressWarnings("NullAway.Init")
class RestPacksTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    private record Answer(int status, String type, String body) {}

    private final Map<String, Answer> answers = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var answer = answers.getOrDefault(
                        exchange.getRequestURI().getPath(), new Answer(404, "text/plain", "Not Found"));
                var body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                var head = exchange.getRequestMethod().equals("HEAD");
                if (head) {
                    exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
                }
                exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
                if (!head) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        server.start();
        answers.put("/repo/config", new Answer(200, "binary/octet-stream", "config"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anOldServerListsNamesAndIsAskedForEachLength() {
        answers.put(
                "/repo/data/",
                new Answer(
                        200, "application/vnd.x.restic.rest.v1", "[\"" + ID + "\", \"" + ID + ".rest-server-temp\"]"));
        answers.put("/repo/data/" + ID, new Answer(200, "binary/octet-stream", "seven b"));

        assertThat(packs().list()).containsExactly(Map.entry(ID, 7L));
    }

    @Test
    void anEmptyRepositoryIsNullToResticsOwnServer() {
        answers.put("/repo/data/", new Answer(200, "application/vnd.x.restic.rest.v2", "null"));

        assertThat(packs().list()).isEmpty();
    }

    @Test
    void somethingElseThatAnswersIsNoRepository() {
        answers.put("/repo/data/", new Answer(200, "text/html", "<html>a router's own page</html>"));

        assertThatThrownBy(() -> packs().list())
                .hasMessageStartingWith("the REST server's listing is none of restic's protocol")
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(FailureClass.CONFIG));
    }

    @ParameterizedTest
    @CsvSource({"403, AUTH", "429, RATE", "500, TRANSIENT", "503, TRANSIENT", "301, CONFIG"})
    void anAnswerThatIsNoneIsTold(int status, FailureClass kind) {
        answers.put("/repo/data/" + ID, new Answer(status, "text/plain", "no"));

        assertThatThrownBy(() -> packs().read(ID, content -> content.readAllBytes()))
                .hasMessageContaining(String.valueOf(status))
                .satisfies(e -> assertThat(((Problem) e).report().kind()).isEqualTo(kind));
    }

    private RestPacks packs() {
        var root = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/repo");
        var http = new Transports(Gate.OPEN).http("rest", new Trust.System(), Duration.ofSeconds(5));
        return new RestPacks(new RestServer(http, root, null), "rest:" + root);
    }
}
