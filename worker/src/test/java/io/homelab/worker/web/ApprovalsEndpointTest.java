package io.homelab.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.activities.approval.ApprovalTokens;
import io.homelab.activities.approval.TokenClaim;
import io.homelab.workflows.promotion.governance.ApprovalDecision;
import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.homelab.workflows.promotion.governance.ApprovalPolicy.OnExpiry;
import io.homelab.workflows.promotion.governance.ApprovalQuestion;
import io.homelab.workflows.promotion.governance.Shown;
import io.homelab.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener over HTTP, the desk in a run: what a phone meets. */
@Timeout(60)
class ApprovalsEndpointTest {
    @RegisterExtension
    static final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(Asking.Run.class)
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.plain())
                    .build())
            .build();

    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Shown SHOWN =
            new Shown("prod", "0123", "Grafana 13", "Ada <ada@example.org>", "00ff", List.of("a"), "healthy", "ee");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final ApprovalTokens tokens = new ApprovalTokens(KEY, clock::get);
    private TestWorkflowEnvironment temporalEnvironment;
    private Served served;
    private Asking run;

    @BeforeEach
    void listen(TestWorkflowEnvironment env, Worker worker) throws Exception {
        temporalEnvironment = env;
        served = new Served(new ApprovalsEndpoint(tokens, new RunAnswers(env.getWorkflowClient())));
        run = env.getWorkflowClient()
                .newWorkflowStub(
                        Asking.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId("promotion-prod")
                                .build());
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void aButtonApproves() throws Exception {
        var question = ask(1);

        var token = token(question, true, "ada");

        said(post(token), 200, "approved by ada");

        assertThat(result().goesOn()).isTrue();
        var nonce =
                Objects.requireNonNull(result().answers().getFirst().answer().nonce());
        // The nonce alone stays; nobody makes a token of it.
        assertThat(history()).contains(nonce).doesNotContain(token);
    }

    @Test
    void aButtonRejects() throws Exception {
        var question = ask(1);

        said(post(token(question, false, "ada") + "\n"), 200, "rejected by ada");

        assertThat(result().goesOn()).isFalse();
    }

    @Test
    void aDoubleClickIsToldSoAndHasNoEffect() throws Exception {
        var question = ask(2);
        var token = token(question, true, "ada");

        said(post(token), 200, "approved by ada; 1 more must approve");
        said(post(token), 409, "already answered: nothing happened");
        said(post(token(question, false, "ada")), 409, "already answered: nothing happened");

        assertThat(Objects.requireNonNull(run.approval().open()).answers()).hasSize(1);
    }

    @Test
    void aClickAfterTheDecisionIsToldSo() throws Exception {
        var question = ask(1);
        post(token(question, true, "ada"));
        result();

        said(post(token(question, false, "ada")), 409, "already answered, or not asked any more: nothing happened");
        assertThat(result().goesOn()).isTrue();
    }

    @Test
    void aClickOnWhatHasMovedCountsForNothing() throws Exception {
        var question = ask(1);
        run.moved(new Shown("prod", "0124", "Grafana 14", "Ada", "00fe", List.of("a"), "healthy", "ee"));

        said(
                post(token(question, true, "ada")),
                409,
                "what was shown has moved: the answer does not count, look again");
        assertThat(Objects.requireNonNull(run.approval().open()).answers()).isEmpty();
    }

    @Test
    void forgedAlteredExpiredAndNonsenseAreAnsweredAlike() throws Exception {
        var question = ask(1);
        var genuine = token(question, true, "ada");
        var forged = new ApprovalTokens(
                        "another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII), clock::get)
                .make(claim(question, true, "ada"));
        var altered = genuine.substring(0, 60) + (genuine.charAt(60) == 'A' ? 'B' : 'A') + genuine.substring(61);
        for (var token : List.of(forged, altered, "nonsense", "")) {
            said(post(token), 403, "this answer does not count: look at the run");
        }
        clock.set(NOW.plus(Duration.ofHours(73)));
        said(post(genuine), 403, "this answer does not count: look at the run");

        assertThat(Objects.requireNonNull(run.approval().open()).answers()).isEmpty();
    }

    @Test
    void ofTwoWhoAnswerAtOnceOneIsTooLate() throws Exception {
        var question = ask(1);
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> yes = () -> post(token(question, true, "ada")).statusCode();
            Callable<Integer> no = () -> post(token(question, false, "grace")).statusCode();
            var codes = people.invokeAll(List.of(yes, no));

            assertThat(List.of(codes.get(0).get(), codes.get(1).get())).containsExactlyInAnyOrder(200, 409);
        }
        assertThat(result().answers()).hasSize(1);
    }

    @Test
    void aRunThatDoesNotExistIsNotAskedForAnything() throws Exception {
        said(
                post(tokens.make(
                        new TokenClaim("promotion-moon", "promote", 1, "beef", true, "ada", NOW.plusSeconds(9)))),
                409,
                "already answered, or not asked any more: nothing happened");
        ask(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    void nothingButPostIsTaken(String method) throws Exception {
        var said = served.send(HttpRequest.newBuilder(served.at("/approvals"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(said.statusCode()).isEqualTo(405);
        assertThat(said.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void whatIsLargerThanATokenIsNotRead() throws Exception {
        assertThat(post("A".repeat(1 << 20)).statusCode()).isEqualTo(413);
        assertThat(served.post("/approvals/x", "A").statusCode()).isEqualTo(404);
    }

    private ApprovalQuestion ask(int required) {
        WorkflowClient.start(
                run::ask, SHOWN, new ApprovalPolicy(required, List.of(), false, Duration.ofHours(72), OnExpiry.REJECT));
        return Objects.requireNonNull(run.approval().open());
    }

    private HttpResponse<String> post(String token) throws Exception {
        return served.post("/approvals", token);
    }

    private String token(ApprovalQuestion question, boolean approves, String person) {
        return tokens.make(claim(question, approves, person));
    }

    private static TokenClaim claim(ApprovalQuestion question, boolean approves, String person) {
        return new TokenClaim(
                "promotion-prod",
                question.id(),
                question.revision(),
                question.hash(),
                approves,
                person,
                NOW.plus(Duration.ofHours(72)));
    }

    private String history() {
        var events = temporalEnvironment.getWorkflowExecutionHistory(
                Objects.requireNonNull(WorkflowStub.fromTyped(run).getExecution()));
        var text = new StringBuilder();
        events.getEvents().forEach(event -> text.append(event.toByteString().toString(StandardCharsets.ISO_8859_1)));
        return text.toString();
    }

    private ApprovalDecision result() {
        return WorkflowStub.fromTyped(run).getResult(ApprovalDecision.class);
    }

    private static void said(HttpResponse<String> response, int code, String text) {
        assertThat(response.body().strip()).isEqualTo(text);
        assertThat(response.statusCode()).isEqualTo(code);
    }
}
