package io.homelab.workflows.backup.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.homelab.workflows.backup.proof.ProofNews.SetProof;
import io.homelab.workflows.backup.proof.ProofWatch.WatchedSet;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.replay.StoredHistory;
import io.homelab.workflows.wire.TestServers;
import io.homelab.workflows.wire.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Silence, in a time that passes at once. */
@Timeout(60)
class WatchProofsTest {
    private static final StoredHistory STORED = new StoredHistory("proofs", WorkflowIds.proofs());
    private static final Duration WITHIN = Duration.ofHours(26);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    static final TestWorkflowExtension temporal =
            TestServers.extension(WatchProofsImpl.class).build();

    private final Lab lab = new Lab();

    @Test
    void aSetThatIsNeverProvedIsToldOfWithinAMinute(TestWorkflowEnvironment env, Worker worker) {
        var begun = now(env);
        var watch = start(env, worker);

        env.sleep(WITHIN.minus(MINUTE));
        assertThat(lab.told).isEmpty();
        env.sleep(MINUTE.multipliedBy(2));

        assertThat(lab.told).singleElement().satisfies(told -> {
            assertThat(told.notice().title()).isEqualTo("no proof of backup offsite (rehearsed)");
            assertThat(told.notice().text())
                    .startsWith("it was never proved since the watch began at ")
                    .doesNotContain("late");
            assertThat(told.notice().urgent()).isTrue();
            assertThat(Duration.between(begun.plus(WITHIN), told.at())).isLessThan(MINUTE);
        });
        assertThat(watch.proofs().sets())
                .singleElement()
                .extracting(WatchedSet::times)
                .isEqualTo(1);
    }

    @Test
    void aProofEveryNightKeepsItQuiet(TestWorkflowEnvironment env, Worker worker) {
        var watch = start(env, worker);
        for (int night = 0; night < 10; night++) {
            env.sleep(Duration.ofHours(24));
            watch.proved(proof(env));
        }

        assertThat(lab.told).isEmpty();
        env.sleep(Duration.ofHours(27));
        assertThat(lab.told).singleElement().satisfies(told -> assertThat(
                        told.notice().text())
                .startsWith("last proved at ")
                .contains(", 26h ago; overdue since "));
    }

    @Test
    void oneSilenceIsToldOnceThenDailyUntilAProofComes(TestWorkflowEnvironment env, Worker worker) {
        var watch = start(env, worker);

        env.sleep(WITHIN.plusDays(2).plusHours(1));
        assertThat(lab.titles())
                .containsOnly("no proof of backup offsite (rehearsed)")
                .hasSize(3);
        assertThat(lab.told).extracting(told -> told.notice().key()).doesNotHaveDuplicates();
        watch.proved(proof(env));
        env.sleep(MINUTE);

        assertThat(lab.told).hasSize(4).last().satisfies(told -> {
            assertThat(told.notice().title()).isEqualTo("backup offsite is proved again (rehearsed)");
            assertThat(told.notice().urgent()).isFalse();
        });
        env.sleep(Duration.ofHours(25));
        assertThat(lab.told).hasSize(4);
        env.sleep(Duration.ofHours(2));
        assertThat(lab.told).hasSize(5).last().satisfies(told -> assertThat(
                        told.notice().title())
                .startsWith("no proof"));
    }

    @Test
    void whoCouldNotBeToldIsToldAMinuteLater(TestWorkflowEnvironment env, Worker worker) {
        start(env, worker);
        lab.deaf = true;
        env.sleep(WITHIN.plusHours(1));
        assertThat(lab.told).isEmpty();
        lab.deaf = false;
        env.sleep(Duration.ofMinutes(3));

        assertThat(lab.told)
                .singleElement()
                .satisfies(told -> assertThat(told.notice().text()).contains("This comes late, by 1h"));
    }

    @Test
    void whoWasGoneWhenItWasTimeIsToldWhenHeIsBack(TestWorkflowEnvironment env, Worker worker) {
        var proved = now(env).minus(Duration.ofDays(3));
        var asleep = new WatchedSet("offsite", WITHIN, proved, proved, "backups/1", null, 0);

        start(env, worker, new ProofWatch(List.of(asleep)));
        env.sleep(MINUTE);

        assertThat(lab.told).singleElement().satisfies(told -> {
            assertThat(told.notice().text()).contains(", 72h ago; overdue since ", "This comes late, by 46h");
            assertThat(Duration.between(proved.plus(Duration.ofDays(3)), told.at()))
                    .isLessThan(MINUTE);
        });
    }

    @Test
    void theLabFileAsItIsCounts(TestWorkflowEnvironment env, Worker worker) {
        var watch = start(env, worker);
        lab.terms = List.of(
                new ProofActivities.ProofTerm("offsite", Duration.ofDays(9)),
                new ProofActivities.ProofTerm("local", Duration.ofHours(1)));
        watch.proved(new ProofNews(List.of()));
        env.sleep(Duration.ofHours(30));
        assertThat(lab.titles()).containsOnly("no proof of backup local (rehearsed)");

        lab.terms = List.of();
        env.sleep(Duration.ofDays(30));

        assertThat(lab.titles()).hasSize(2).containsOnly("no proof of backup local (rehearsed)");
        assertThat(watch.proofs().sets()).isEmpty();
    }

    @Test
    void aLabFileThatCannotBeReadSilencesNothing(TestWorkflowEnvironment env, Worker worker) {
        start(env, worker);
        env.sleep(Duration.ofHours(1));
        lab.unreadable = true;

        env.sleep(WITHIN);

        assertThat(lab.told).hasSize(1);
    }

    @Test
    void itRemembersForAYear(TestWorkflowEnvironment env, Worker worker) {
        var watch = start(env, worker);
        for (int week = 0; week < 52; week++) {
            env.sleep(Duration.ofDays(7));
        }
        assertThat(lab.told).hasSizeBetween(360, 364);
        watch.proved(proof(env));
        env.sleep(MINUTE);

        assertThat(lab.told.getLast().notice().title()).startsWith("backup offsite is proved again");
    }

    @Test
    void theStoredHistoryReplays(TestWorkflowEnvironment env, Worker worker) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(STORED.read(), worker);
    }

    @Test
    void aDayOfSilenceStaysWithinItsEvents(TestWorkflowEnvironment env, Worker worker) throws Exception {
        var watch = start(env, worker);
        env.sleep(Duration.ofHours(27));
        watch.proved(proof(env));
        env.sleep(MINUTE);

        var history = env.getWorkflowClient().fetchHistory(WorkflowIds.proofs());
        STORED.record(history);
        assertThat(history.getEvents().size()).isLessThan(140);
    }

    private WatchProofs start(TestWorkflowEnvironment env, Worker worker) {
        return start(env, worker, null);
    }

    private WatchProofs start(TestWorkflowEnvironment env, Worker worker, @Nullable ProofWatch state) {
        lab.env = env;
        worker.registerActivitiesImplementations(lab);
        env.start();
        var watch = env.getWorkflowClient()
                .newWorkflowStub(
                        WatchProofs.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId(WorkflowIds.proofs())
                                .build());
        WorkflowClient.start(watch::watch, state);
        return watch;
    }

    private static ProofNews proof(TestWorkflowEnvironment env) {
        return new ProofNews(List.of(new SetProof("offsite", now(env), "backups/1")));
    }

    private static Instant now(TestWorkflowEnvironment env) {
        return Instant.ofEpochMilli(env.currentTimeMillis());
    }

    private record Told(Notice notice, Instant at) {}

    /** A lab file with one set, and people who can be told. */
    private static final class Lab implements ProofActivities, NoticeActivities {
        final List<Told> told = Collections.synchronizedList(new ArrayList<>());
        volatile List<ProofTerm> terms = List.of(new ProofTerm("offsite", WITHIN));
        volatile boolean deaf;
        volatile boolean unreadable;

        @SuppressWarnings("NullAway.Init")
        volatile TestWorkflowEnvironment env;

        List<String> titles() {
            return told.stream().map(each -> each.notice().title()).toList();
        }

        @Override
        public ProofPromises promises() {
            if (unreadable) {
                throw refusal("the lab file is invalid");
            }
            return new ProofPromises("home", true, terms);
        }

        @Override
        public void tell(ProofNews news) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(Notice notice) {
            if (deaf) {
                throw refusal("ntfy refuses the message");
            }
            told.add(new Told(notice, now(env)));
        }

        private static RuntimeException refusal(String what) {
            return Failures.toApplicationFailure(new FailureReport(FailureClass.CONFIG, what, null, null));
        }
    }
}
