package io.homelab.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.workflows.backup.proof.HeartbeatActivities.HeartbeatRequest;
import io.homelab.workflows.backup.proof.HeartbeatActivities.HeartbeatSent;
import io.homelab.workflows.failure.FailureClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@SuppressWarnings("NullAway.Init")
class MonitorHeartbeatTest {
    private static final String TOKEN = "6a0f-the-part-that-nobody-may-see";

    @TempDir
    Path directory;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile int answer = 200;
    private HttpServer monitor;

    @BeforeEach
    void start() throws IOException {
        monitor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        monitor.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        monitor.start();
    }

    @AfterEach
    void stop() {
        monitor.stop(0);
    }

    @Test
    void theUrlIsFetchedOnceAsItIs() throws IOException {
        assertThat(send("file:" + url())).isEqualTo(new HeartbeatSent("the monitor answers 200"));
        assertThat(asked).containsExactly("GET /ping/" + TOKEN + "?a=b");
    }

    @Test
    void withoutAUrlNobodyIsTold() throws IOException {
        assertThat(send(null)).isEqualTo(new HeartbeatSent(null));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, CONFIG", "302, CONFIG", "503, TRANSIENT", "429, TRANSIENT"})
    void anyOtherAnswerIsNoYes(int code, FailureClass kind) throws IOException {
        answer = code;
        var reference = "file:" + url();

        assertSilent(reference, kind, "the monitor answers " + code);
        assertThat(asked).as("no redirect is followed").hasSize(1);
    }

    @Test
    void whoDoesNotAnswerIsNotNamed() throws IOException {
        var reference = "file:" + url();
        monitor.stop(0);

        assertSilent(reference, FailureClass.TRANSIENT, "the monitor does not answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no url " + TOKEN, "http://monitor.example.org/" + TOKEN, "ftp://127.0.0.1/" + TOKEN})
    void aSecretThatIsNoHttpsUrlIsNotShown(String secret) throws IOException {
        assertSilent("file:" + kept(secret), FailureClass.CONFIG, "the secret is no https URL");
    }

    /** Neither the message, nor a cause, nor their stack. */
    private void assertSilent(String reference, FailureClass kind, String what) {
        assertThatThrownBy(() -> send(reference)).isInstanceOfSatisfying(Problem.class, e -> {
            assertThat(e.report().kind()).isEqualTo(kind);
            assertThat(e.report().what()).isEqualTo(what);
            var all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            assertThat(all.toString()).doesNotContain(TOKEN, "ping", "127.0.0.1", "example.org");
        });
    }

    private HeartbeatSent send(@org.jspecify.annotations.Nullable String reference) throws IOException {
        var lab = ExampleLab.in(
                directory.resolve("lab"), """

                backups:
                  %s
                  sets:
                    offsite: {repository: /srv/restic, password: env:NONE, sources: [{host: nas}]}
                """.formatted(reference == null ? "" : "heartbeat: " + reference));
        return new MonitorHeartbeat(lab.reader(), new Transports(Gate.OPEN)).send(new HeartbeatRequest(lab.snapshot()));
    }

    private Path url() throws IOException {
        return kept("http://127.0.0.1:" + monitor.getAddress().getPort() + "/ping/" + TOKEN + "?a=b\n");
    }

    private Path kept(String secret) throws IOException {
        return Files.writeString(directory.resolve("url"), secret);
    }
}
