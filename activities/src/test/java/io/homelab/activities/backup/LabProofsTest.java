package io.homelab.activities.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.checks.ExampleLab;
import io.homelab.activities.clock.LabClock;
import io.homelab.activities.transport.Problem;
import io.homelab.workflows.backup.proof.ProofActivities.ProofTerm;
import io.homelab.workflows.backup.proof.ProofNews;
import io.homelab.workflows.backup.proof.ProofNews.SetProof;
import io.homelab.workflows.backup.proof.WatchProofs;
import io.homelab.workflows.backup.proof.WatchProofsImpl;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.wire.SearchAttributes;
import io.homelab.workflows.wire.TaskQueues;
import io.homelab.workflows.wire.WireFormat;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("NullAway.Init")
class LabProofsTest {
    private static final Instant AT = Instant.parse("2026-11-25T03:00:00Z");
    private static final LabClock CLOCK = () -> AT;

    @TempDir
    Path directory;

    private TestWorkflowEnvironment env;
    private LabProofs proofs;

    @BeforeEach
    void start() throws IOException {
        env = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.plain())
                        .build())
                .registerSearchAttribute(SearchAttributes.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build());
        var lab = lab("schedule: {cron: \"30 4 * * *\", zone: UTC}");
        proofs = new LabProofs(lab.reader(), env.getWorkflowClient(), CLOCK);
        var worker = env.newWorker(TaskQueues.HOME);
        worker.registerWorkflowImplementationTypes(WatchProofsImpl.class);
        worker.registerActivitiesImplementations(proofs, (NoticeActivities) _ -> {});
        env.start();
    }

    @AfterEach
    void close() {
        env.close();
    }

    @Test
    void aSetIsPromisedByItselfOrByTheSchedule() {
        assertThat(proofs.promises().sets())
                .containsExactly(
                        new ProofTerm("offsite", Duration.ofHours(26)), new ProofTerm("local", Duration.ofHours(50)));
    }

    @Test
    void aPoolIsPromisedAsASetIs() throws IOException {
        var lab = lab("pools: {rpool: {}, tank: {proof: {within: 30h}}}");

        assertThat(new LabProofs(lab.reader(), env.getWorkflowClient(), CLOCK)
                        .promises()
                        .sets())
                .containsExactly(
                        new ProofTerm("offsite", Duration.ofHours(26)), new ProofTerm("tank", Duration.ofHours(30)));
    }

    @Test
    void withoutAScheduleOnlyWhatSaysSoIsPromised() throws IOException {
        var lab = lab("");

        assertThat(new LabProofs(lab.reader(), env.getWorkflowClient(), CLOCK)
                        .promises()
                        .sets())
                .extracting(ProofTerm::set)
                .containsExactly("offsite");
    }

    @Test
    void whoHasTheFirstProofStartsTheWatchAndOneThatSomebodyEndedIsStartedAgain() {
        proofs.tell(news());
        proofs.tell(news());
        env.sleep(Duration.ofMinutes(1));
        assertProved();

        WorkflowStub.fromTyped(watch()).terminate("by mistake");
        proofs.tell(news());
        env.sleep(Duration.ofMinutes(1));
        assertProved();
    }

    @Test
    void aServerThatDoesNotAnswerIsTransient() throws IOException {
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:1")
                .setRpcTimeout(Duration.ofSeconds(1))
                .setRpcRetryOptions(io.temporal.serviceclient.RpcRetryOptions.newBuilder()
                        .setExpiration(Duration.ofSeconds(1))
                        .validateBuildWithDefaults())
                .validateAndBuildWithDefaults());
        try {
            var alone = new LabProofs(lab("").reader(), WorkflowClient.newInstance(stubs), CLOCK);

            assertThatThrownBy(() -> alone.tell(news()))
                    .isInstanceOfSatisfying(
                            Problem.class, e -> assertThat(e.report().kind()).isEqualTo(FailureClass.TRANSIENT));
        } finally {
            stubs.shutdownNow();
        }
    }

    private void assertProved() {
        assertThat(watch().proofs().sets())
                .filteredOn(set -> set.set().equals("offsite"))
                .singleElement()
                .satisfies(set -> assertThat(set.run()).isEqualTo("backups/1"));
    }

    private WatchProofs watch() {
        return env.getWorkflowClient().newWorkflowStub(WatchProofs.class, WorkflowIds.proofs());
    }

    private ProofNews news() {
        return new ProofNews(
                List.of(new SetProof("offsite", Instant.ofEpochMilli(env.currentTimeMillis()), "backups/1")));
    }

    private ExampleLab lab(String more) throws IOException {
        return ExampleLab.in(directory.resolve("lab" + more.length()), """

                backups:
                  %s
                  sets:
                    offsite:
                      repository: /srv/restic
                      password: env:NONE
                      sources: [{host: nas}]
                      proof: {within: 26h}
                    local: {repository: /srv/other, password: env:NONE, sources: [{host: nas}]}
                """.formatted(more));
    }
}
