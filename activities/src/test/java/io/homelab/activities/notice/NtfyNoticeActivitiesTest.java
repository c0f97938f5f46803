package io.homelab.activities.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.homelab.activities.approval.ApprovalTokens;
import io.homelab.activities.approval.TokenCheck;
import io.homelab.activities.approval.TokenClaim;
import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.Gate;
import io.homelab.activities.transport.Problem;
import io.homelab.activities.transport.Transports;
import io.homelab.lab.definition.Listener;
import io.homelab.lab.definition.Notifications;
import io.homelab.lab.definition.Ntfy;
import io.homelab.lab.secrets.Secret;
import io.homelab.lab.secrets.SecretRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeAction;
import io.homelab.workflows.notice.NoticeAnswer;
import io.homelab.workflows.notice.NoticeStyle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
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
    void theTopicOfTheLastHourIsReadWithTheSameToken() {
        var asked = new ArrayList<String>();
        server.createContext("/homelab/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var body = "{\"event\":\"message\",\"message\":\"deployed\"}\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        var answer = new NtfyClient(new Transports(Gate.OPEN), address()).poll("homelab", "tk_123");

        assertThat(asked).containsExactly("GET /homelab/json?poll=1&since=1h Bearer tk_123");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"message\":\"deployed\"");
    }

    @Test
    void whoMayPublishAndNotReadIsToldSo() {
        answers.add(403);

        assertThat(new NtfyClient(new Transports(Gate.OPEN), address())
                        .poll("homelab", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aLabWithoutATopicHasNothingToRead() {
        assertThat(new TopicReader(lab.reader(), new Transports(Gate.OPEN)).lastHour())
                .isEmpty();
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
        var message = NtfyMessage.of("t", new Notice("k", "t", "ä🙂".repeat(2000), false, "run"), nowhere(), false)
                .message();

        assertThat(message.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(NtfyMessage.LONGEST - 10, NtfyMessage.LONGEST);
        assertThat(message).endsWith("…").doesNotContain("?");
    }

    @Test
    void aTapOpensTheRunAndButtonsAnswerByAOneTimeToken() {
        var until = LabClock.system().now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        var style = new NoticeStyle(
                List.of("rocket"),
                5,
                null,
                List.of(
                        NoticeAction.answer("Approve", new NoticeAnswer("promote", 2, "beef", true, until)),
                        NoticeAction.answer("Reject", new NoticeAnswer("promote", 2, "beef", false, until)),
                        NoticeAction.open("Diff", "https://git.example.org/diff"),
                        NoticeAction.open("Fourth", "https://git.example.org/4")));
        var listener = new Listener("127.0.0.1", 7280, URI.create("https://lab.example.org/x/"), "ada", null);

        tell(
                new Notifications(new Ntfy(address(), "homelab", null), URI.create("https://ui.example.org"), listener),
                new Notice("a", "Promote?", "text", true, "promotion-prod", style));

        var sent = received.getFirst();
        assertThat(sent.path("click").asString())
                .isEqualTo("https://ui.example.org/namespaces/homelab/workflows/promotion-prod");
        assertThat(sent.path("priority").asInt()).isEqualTo(5);
        assertThat(sent.path("actions").valueStream().map(a -> a.path("label").asString()))
                .containsExactly("Approve", "Reject", "Diff");
        var approve = sent.path("actions").path(0);
        assertThat(approve.path("url").asString()).isEqualTo("https://lab.example.org/x/approvals");
        assertThat(approve.path("action").asString()).isEqualTo("http");
        assertThat(approve.path("method").asString()).isEqualTo("POST");
        assertThat(approve.path("clear").asBoolean()).isTrue();
        var tokens = new ApprovalTokens(lab.open().secrets().labKey(), LabClock.system());
        assertThat(tokens.check(approve.path("body").asString()))
                .isInstanceOfSatisfying(TokenCheck.Genuine.class, token -> assertThat(token.claim())
                        .isEqualTo(new TokenClaim("promotion-prod", "promote", 2, "beef", true, "ada", until)));
        assertThat(tokens.check(sent.path("actions").path(1).path("body").asString()))
                .isInstanceOfSatisfying(
                        TokenCheck.Genuine.class,
                        token -> assertThat(token.claim().approves()).isFalse());
    }

    @Test
    void whereAPhoneReachesNothingThereAreNoButtons() {
        var answer =
                new NoticeAnswer("promote", 2, "beef", true, LabClock.system().now());

        tell(
                new Notifications(new Ntfy(address(), "homelab", null), null, null),
                new Notice(
                        "a",
                        "Promote?",
                        "text",
                        false,
                        "promotion-prod",
                        new NoticeStyle(List.of(), null, null, List.of(NoticeAction.answer("Approve", answer)))));

        assertThat(received.getFirst().has("actions")).isFalse();
        assertThat(received.getFirst().has("click")).isFalse();
    }

    @Test
    void nobodyIsToldWhenTheLabNamesNobody() {
        activities().send(notice("a", true));

        assertThat(received).isEmpty();
        assertThat(lab.state().resolve("notices")).doesNotExist();
    }

    private void send(String key, boolean urgent) {
        tell(new Notifications(new Ntfy(address(), "homelab", null), null, null), notice(key, urgent));
    }

    private void tell(String key, Ntfy ntfy) {
        tell(new Notifications(ntfy, null, null), notice(key, false));
    }

    private void tell(Notifications notifications, Notice notice) {
        activities().tell(lab.open().lab(), notifications, Objects.requireNonNull(notifications.ntfy()), notice);
    }

    private static Links nowhere() {
        return new Links(new Notifications(null, null, null), "homelab", () -> {
            throw new AssertionError("no token is needed");
        });
    }

    private NtfyNoticeActivities activities() {
        return new NtfyNoticeActivities(lab.reader(), new Transports(Gate.OPEN), lab.state(), "homelab");
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
