package io.homelab.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.homelab.activities.transport.Problem;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.promotion.Interruption;
import io.homelab.workflows.promotion.StabilityActivities.WatchRequest;
import io.homelab.workflows.promotion.StabilityPolicy;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunningReleaseTest {
    private static final String COMMIT = "c".repeat(40);
    private static final String LATER = "d".repeat(40);
    private static final String LATEST = "e".repeat(40);
    private static final ClusterRef DEV = new ClusterRef("dev", "s1");

    private static final StabilityPolicy POLICY = new StabilityPolicy(
            Duration.ofHours(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(40),
            Duration.ofSeconds(30),
            Interruption.RESET,
            Interruption.PAUSE,
            0.95,
            0,
            0,
            Duration.ZERO,
            List.of());

    private final Argo argo = new Argo();
    private final Repository repository = new Repository();
    private final RunningRelease release = new RunningRelease(argo, repository);

    @Test
    void whatRunsTheCommitHasNotMovedAndGitIsNotAsked() {
        argo.runs("grafana", COMMIT);
        argo.runs("metallb", COMMIT);

        assertThat(moved("grafana", "metallb")).isEmpty();
        assertThat(repository.asked).isEmpty();
    }

    @Test
    void anotherRevisionIsNoOtherContent() {
        argo.runs("grafana", LATER);

        assertThat(moved("grafana")).isEmpty();
        assertThat(repository.asked).containsExactly("dev " + COMMIT + " " + LATER + " [grafana]");
    }

    @Test
    void whatHasOtherContentThereHasMoved() {
        argo.runs("grafana", LATER);
        argo.runs("metallb", LATER);
        repository.differs(LATER, "grafana");

        assertThat(moved("grafana", "metallb")).containsExactly("grafana");
    }

    @Test
    void eachIsJudgedByTheRevisionThatItRunsItself() {
        argo.runs("grafana", COMMIT);
        argo.runs("metallb", LATER);
        argo.runs("whoami", LATEST);
        // Both come to have something else; neither of those that would change runs that yet.
        repository.differs(LATER, "grafana");
        repository.differs(LATEST, "grafana", "metallb");

        assertThat(moved("grafana", "metallb", "whoami")).isEmpty();

        argo.runs("metallb", LATEST);
        assertThat(moved("grafana", "metallb", "whoami")).containsExactly("metallb");
    }

    @Test
    void whatIsSeenButNotSyncedHasNotMoved() {
        argo.sees("grafana", LATEST, COMMIT);
        argo.sees("metallb", LATEST, LATER);
        argo.sees("whoami", LATEST, null);
        repository.differs(LATEST, "grafana", "metallb", "whoami");

        assertThat(moved("grafana", "metallb")).isEmpty();
        assertThat(moved("whoami")).containsExactly("whoami");

        repository.differs(LATER, "metallb");
        assertThat(moved("grafana", "metallb")).containsExactly("metallb");
    }

    @Test
    void applicationsOfOthersAreNotLookedAt() {
        argo.runs("grafana", COMMIT);
        argo.runs("whoami", LATER);
        repository.differs(LATER, "whoami");

        assertThat(moved("grafana")).isEmpty();
    }

    @Test
    void whatIsGoneRunsNothingOfTheRelease() {
        argo.runs("grafana", COMMIT);

        assertThat(moved("grafana", "metallb")).containsExactly("metallb");
    }

    @Test
    void whatArgoCdCannotCompareIsLeftToTheChecks() {
        argo.runs("grafana", null);
        argo.runs("metallb", "");

        assertThat(moved("grafana", "metallb")).isEmpty();
        assertThat(repository.asked).isEmpty();
    }

    @Test
    void nobodyIsAskedWhereNoCommitIsWanted() {
        argo.problem = problem(FailureClass.BUG);

        assertThat(release.moved(request(null, "grafana"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void whatIsOnlyAwayHasNotMovedAndEverythingElseIsSaid(FailureClass kind) {
        argo.runs("grafana", LATER);
        for (var away : List.of(argo, repository)) {
            argo.problem = away == argo ? problem(kind) : null;
            repository.problem = away == repository ? problem(kind) : null;
            if (kind.retryable()) {
                assertThat(moved("grafana")).isEmpty();
            } else {
                assertThatThrownBy(() -> moved("grafana")).hasMessage("it is " + kind);
            }
        }
    }

    private List<String> moved(String... applications) {
        return release.moved(request(COMMIT, applications));
    }

    private static WatchRequest request(@Nullable String commit, String... applications) {
        return new WatchRequest(DEV, "key", POLICY, Duration.ofHours(4), null, commit, List.of(applications));
    }

    private static Problem problem(FailureClass kind) {
        return new Problem(kind, "it is " + kind, null, null);
    }

    /** What runs where, by name. */
    private static final class Argo implements GitOpsActivities {
        private final Map<String, Application> applications = new TreeMap<>();
        private @Nullable Problem problem;

        void runs(String name, @Nullable String revision) {
            applications.put(name, new Application(name, "Synced", "Healthy", revision, null, null, revision));
        }

        void sees(String name, String revision, @Nullable String written) {
            applications.put(name, new Application(name, "OutOfSync", "Healthy", revision, null, null, written));
        }

        @Override
        public Applications look(LookRequest request) {
            if (problem != null) {
                throw problem;
            }
            return new Applications(applications.values().stream()
                    .filter(application -> request.applications().contains(application.name()))
                    .toList());
        }

        @Override
        public Outcome awaitDeployed(DeployedRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Outcome sync(SyncRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    /** What differs at a revision from the commit. */
    private static final class Repository implements ReleaseActivities {
        private final Map<String, List<String>> differing = new TreeMap<>();
        private final List<String> asked = new ArrayList<>();
        private @Nullable Problem problem;

        void differs(String revision, String... applications) {
            differing.put(revision, List.of(applications));
        }

        @Override
        public Moved compare(RevisionRequest request) {
            if (problem != null) {
                throw problem;
            }
            asked.add(request.cluster().cluster() + " " + request.commit() + " " + request.revision() + " "
                    + request.applications());
            return new Moved(differing.getOrDefault(request.revision(), List.of()).stream()
                    .filter(request.applications()::contains)
                    .toList());
        }

        @Override
        public Release resolve(ReleaseRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Committed commit(CommitRequest request) {
            throw new UnsupportedOperationException();
        }
    }
}
