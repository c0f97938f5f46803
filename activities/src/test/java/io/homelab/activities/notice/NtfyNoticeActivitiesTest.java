package io.homelab.activities.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Ntfy;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.notice.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class NtfyNoticeActivitiesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CUT = -1;

    @TempDir
    Path directory;

    private final List<JsonNode> received = new ArrayList<>();
    private final List<@Nullable String> authorizations = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private ExampleLab lab;
    private HttpServer server;

    @BeforeEach
    void startTheServer() throws IOException {
        lab = ExampleLab.in(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopTheServer() {
        server.stop(0);
    }

    @Test
    void publishesTopicTitleTextPriorityAndTags() {
        send("a", true);
        send("b", false);

        assertThat(received.getFirst()).isEqualTo(JSON.readTree("""
                                {"topic":"homelab","title":"Needs you","message":"The disk is full.","priority":4,"tags":["warning"]}
                                """));
        assertThat(received.getLast().path("priority").asInt()).isEqualTo(3);
    }

    @Test
    void authorizesWithTheTokenOfTheSecretStore() {
        lab.open().secrets().put("ntfy-token", Secret.of("tk_123\n"));

        tell("a", new Ntfy(address(), "homelab", SecretRef.parse("age:ntfy-token")));
        send("b", false);

        assertThat(authorizations).containsExactly("Bearer tk_123", null);
    }

    @Test
    void aNoticeIsSentOnce() {
        send("a", false);
        send("a", false);
        send("b", false);

        assertThat(received).hasSize(2);
    }

    @Test
    void anUnknownEndIsRepeatedOnceAndSaysSo() {
        answers.add(CUT);
        answers.add(CUT);
        assertThatThrownBy(() -> send("a", false)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> send("a", false)).isInstanceOf(Problem.class);

        assertThatCode(() -> send("a", false)).doesNotThrowAnyException();

        assertThat(received).hasSize(2);
        assertThat(received.get(0).path("tags").isEmpty()).isTrue();
        assertThat(received.get(1).path("tags").valueStream().map(JsonNode::asString))
                .containsExactly("repeated");
        assertThat(received.get(1).path("message")).isEqualTo(received.get(0).path("message"));
    }

    @Test
    void theRepetitionThatArrivesEndsIt() {
        answers.add(CUT);
        assertThatThrownBy(() -> send("a", false)).isInstanceOf(Problem.class);
        send("a", false);
        send("a", false);

        assertThat(received).hasSize(2);
    }

    @Test
    void whatTheServerRefusedWasNotSentAndMayBeTriedAgain() {
        answers.addAll(List.of(429, 429, 403));
        assertThatThrownBy(() -> send("a", false)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> send("a", false)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> send("a", false))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.report().kind()).isEqualTo(FailureClass.AUTH));
        send("a", false);

        assertThat(received).hasSize(4);
        assertThat(received.getLast().path("tags").isEmpty()).isTrue();
    }

    @Test
    void aServerThatRefusesATokenAndSaysItBackIsNotRepeated() {
        lab.open().secrets().put("ntfy-token", Secret.of("tk_canary4711"));
        answers.add(403);

        assertThatThrownBy(() -> tell("a", new Ntfy(address(), "homelab", SecretRef.parse("age:ntfy-token"))))
                .isInstanceOfSatisfying(Problem.class, e -> {
                    assertThat(e.report().kind()).isEqualTo(FailureClass.AUTH);
                    assertThat(e.report().remedy()).contains("notifications.ntfy.token");
                    assertThat(e.report() + " " + e + " " + e.getCause()).doesNotContain("canary4711");
                });
    }

    @Test
    void aLongTextStaysAMessage() {
        var message = NtfyMessage.of("t", new Notice("k", "t", "ä🙂".repeat(2000), false, "run"), false)
                .message();

        assertThat(message.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(NtfyMessage.LONGEST - 10, NtfyMessage.LONGEST);
        assertThat(message).endsWith("…").doesNotContain("?");
    }

    @Test
    void nobodyIsToldWhenTheLabNamesNobody() {
        activities().send(notice("a", true));

        assertThat(received).isEmpty();
        assertThat(lab.state().resolve("notices")).doesNotExist();
    }

    private void send(String key, boolean urgent) {
        activities().tell(lab.open().lab(), new Ntfy(address(), "homelab", null), notice(key, urgent));
    }

    private void tell(String key, Ntfy ntfy) {
        activities().tell(lab.open().lab(), ntfy, notice(key, false));
    }

    private NtfyNoticeActivities activities() {
        return new NtfyNoticeActivities(lab.reader(), new Transports(Gate.OPEN), lab.state());
    }

    private static Notice notice(String key, boolean urgent) {
        return new Notice(key, "Needs you", "The disk is full.", urgent, "cluster-dev");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(JSON.readTree(exchange.getRequestBody()));
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            var code = answers.isEmpty() ? 200 : answers.remove();
            if (code != CUT) {
                var body = code == 200 ? "{}" : "you sent " + authorizations.getLast();
                exchange.sendResponseHeaders(code, body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
