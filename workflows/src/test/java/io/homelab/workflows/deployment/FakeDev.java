package io.homelab.workflows.deployment;

import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.CriterionResult.Verdict;
import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.acceptance.RunAcceptanceActivities;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository and a DEV that follows it; each answer can be another one, or a failure. */
final class FakeDev
        implements DeploymentActivities,
                GitOpsActivities,
                NoticeActivities,
                DeploymentReporting,
                RunAcceptanceActivities {
    static final String COMMIT = "c".repeat(40);

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
    final List<Standing> shown = Collections.synchronizedList(new ArrayList<>());
    final List<RunToCheck> checked = Collections.synchronizedList(new ArrayList<>());
    List<String> changed = List.of("grafana");

    @Nullable
    String promotion;

    @Nullable
    String manual;

    @Nullable
    String newer;

    volatile @Nullable RuntimeException looking;
    volatile @Nullable RuntimeException waiting;
    volatile @Nullable RuntimeException waitingForRoot;

    @Nullable
    RuntimeException telling;

    @Nullable
    RuntimeException showing;

    @Nullable
    String place = "me/homelab#1";

    static RuntimeException failure(FailureClass kind, String what) {
        return Failures.toApplicationFailure(new FailureReport(kind, what, null, null), true);
    }

    @Override
    public DeploymentSpec read(DeploymentRequest request) {
        return new DeploymentSpec(new ClusterRef(request.cluster(), "s1"), "lab", true);
    }

    @Override
    public Push resolve(PushRequest request) {
        return new Push(
                COMMIT,
                "Grafana 12.2",
                "Ada <ada@example.org>",
                Instant.parse("2026-11-26T03:00:00Z"),
                "b".repeat(40),
                promotion,
                List.of("databases", "grafana", "whoami"),
                changed);
    }

    @Override
    public Applications look(LookRequest request) {
        calls.add("look " + request.applications());
        fail(looking);
        return new Applications(request.applications().stream()
                .map(name -> new Application(name, "Synced", "Healthy", "b", null, !name.equals(manual), "b"))
                .toList());
    }

    @Override
    public Outcome sync(SyncRequest request) {
        calls.add("sync " + request.applications());
        return Outcome.changed("synced", Duration.ofSeconds(3));
    }

    @Override
    public Outcome awaitDeployed(DeployedRequest request) {
        calls.add("await " + request.applications() + (Boolean.TRUE.equals(request.orLater()) ? " or later" : ""));
        fail(request.applications().equals(List.of("root")) ? waitingForRoot : waiting);
        var outcome = Outcome.changed("they run it", Duration.ofSeconds(20));
        return newer == null ? outcome : outcome.with("later", newer);
    }

    @Override
    public void send(Notice notice) {
        fail(telling);
        notices.add(notice);
    }

    @Override
    public Reported report(Standing standing) {
        shown.add(standing);
        fail(showing);
        return new Reported(place);
    }

    @Override
    public RunAcceptance checkRun(RunToCheck run) {
        calls.add("check after " + shown.getLast().state() + " and " + notices.size() + " notices");
        checked.add(run);
        return new RunAcceptance(List.of(new AcceptanceReport(
                "3.5",
                "CI/CD Pipeline",
                List.of(
                        new CriterionResult("3.5.2-d", "reported", "github-api", Verdict.REHEARSED, "ours: success"),
                        new CriterionResult("3.5.2-c", "synced", "argocd-app", Verdict.FAILED, "last sync none")))));
    }

    private static void fail(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }
}
