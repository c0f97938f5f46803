package io.homelab.workflows.promotion;

import io.homelab.workflows.acceptance.AcceptanceReport;
import io.homelab.workflows.acceptance.CriterionResult;
import io.homelab.workflows.acceptance.RunAcceptance;
import io.homelab.workflows.acceptance.RunAcceptanceActivities;
import io.homelab.workflows.acceptance.RunToCheck;
import io.homelab.workflows.deployment.DeploymentReporting;
import io.homelab.workflows.evidence.EvidenceRef;
import io.homelab.workflows.failure.FailureClass;
import io.homelab.workflows.failure.FailureReport;
import io.homelab.workflows.failure.Failures;
import io.homelab.workflows.gitops.GitOpsActivities;
import io.homelab.workflows.gitops.Release;
import io.homelab.workflows.gitops.ReleaseActivities;
import io.homelab.workflows.gitops.ReleaseMember;
import io.homelab.workflows.notice.Notice;
import io.homelab.workflows.notice.NoticeActivities;
import io.homelab.workflows.progress.Outcome;
import io.homelab.workflows.promotion.governance.ApprovalPolicy;
import io.homelab.workflows.topology.ClusterRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A repository with one directory per application of PROD, and a PROD that runs what it was synced to. Each call may be
 * done and lose its reply once; an application may refuse a content, or turn unhealthy with it.
 */
final class FakeTarget
        implements PromotionActivities,
                ReleaseActivities,
                GitOpsActivities,
                StabilityActivities,
                GoAheadActivities,
                PromotionEvidenceActivities,
                DeploymentReporting,
                RunAcceptanceActivities,
                NoticeActivities {
    static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    private static final StabilityPolicy POLICY = new StabilityPolicy(
            Duration.ofHours(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(40),
            Duration.ofSeconds(30),
            Interruption.RESET,
            Interruption.PAUSE,
            0.95,
            1,
            0,
            Duration.ofHours(2),
            List.of(StabilityCheck.of("errors", "errors", Comparison.AT_MOST, 0)));

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<String> writes = Collections.synchronizedList(new ArrayList<>());
    final List<Notice> notices = Collections.synchronizedList(new ArrayList<>());
    final List<State> shown = Collections.synchronizedList(new ArrayList<>());
    final List<RunToCheck> checked = Collections.synchronizedList(new ArrayList<>());
    final List<PromotionReport> recorded = Collections.synchronizedList(new ArrayList<>());

    private final List<ReleaseMember> members;
    private final boolean forwardOnlyLast;
    private final Map<String, String> branch = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> commits = new ConcurrentHashMap<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Map<String, String> running = new ConcurrentHashMap<>();
    private final Set<String> lost = Collections.synchronizedSet(new HashSet<>());

    boolean losesReplies;
    boolean proved = true;
    ApprovalPolicy approval =
            new ApprovalPolicy(1, List.of(), false, Duration.ofMinutes(1), ApprovalPolicy.OnExpiry.APPROVE);
    volatile @Nullable String refuses;
    volatile @Nullable String forbids;
    volatile @Nullable String turnsSick;
    volatile Verdict source = Verdict.STABLE;
    volatile Verdict sourceLater = Verdict.STABLE;
    final List<Duration> goAheads = Collections.synchronizedList(new ArrayList<>());
    volatile boolean halted;

    FakeTarget(List<ReleaseMember> members, boolean forwardOnlyLast) {
        this.members = List.copyOf(members);
        this.forwardOnlyLast = forwardOnlyLast;
        for (var member : members) {
            branch.put(member.name(), Objects.requireNonNull(member.before()));
            running.put(member.name(), Objects.requireNonNull(member.before()));
        }
        commits.put(id(0), Map.copyOf(branch));
    }

    static ReleaseMember member(int number, int wave, boolean forwardOnly) {
        var name = "app-" + number;
        return new ReleaseMember(name, wave + "-group", wave, tree(name, 2), tree(name, 1), "2", "1", forwardOnly);
    }

    static String tree(String name, int version) {
        return "%08x%032d".formatted(name.hashCode(), version);
    }

    /** What PROD runs. */
    Map<String, String> running() {
        return new TreeMap<>(running);
    }

    /** What the branch has. */
    Map<String, String> branch() {
        return new TreeMap<>(branch);
    }

    /** Somebody else pushes. */
    void push(String name, String tree) {
        branch.put(name, tree);
        commits.put(id(commits.size()), Map.copyOf(branch));
    }

    @Override
    public PromotionSpec read(PromotionRequest request) {
        return reply(
                "ReadPromotion",
                new PromotionSpec(
                        new ClusterRef("dev", "s1"),
                        new ClusterRef(request.cluster(), "s1"),
                        "lab",
                        true,
                        POLICY,
                        POLICY,
                        forwardOnlyLast,
                        approval));
    }

    @Override
    public Release resolve(ReleaseRequest request) {
        var now = members.stream()
                .map(m -> new ReleaseMember(
                        m.name(),
                        m.group(),
                        m.wave(),
                        m.content(),
                        branch.get(m.name()),
                        m.version(),
                        m.versionBefore(),
                        m.forwardOnly()))
                .toList();
        return reply(
                "ResolveRelease",
                new Release(
                        "c".repeat(40),
                        "better",
                        "Ada <ada@example.org>",
                        NOW,
                        now,
                        List.of(),
                        head(),
                        "diff of " + branch()));
    }

    @Override
    public Moved compare(RevisionRequest request) {
        return reply("CompareRevision", new Moved(List.of()));
    }

    @Override
    public synchronized Committed commit(CommitRequest request) {
        failWhenHalted();
        var known = keys.get(request.key());
        if (known != null) {
            return reply("CommitRelease " + request.key(), new Committed(known, false));
        }
        if (request.changes().stream().allMatch(c -> Objects.equals(branch.get(c.name()), c.after()))) {
            return reply("CommitRelease " + request.key(), new Committed(head(), false));
        }
        for (var change : request.changes()) {
            if (!Objects.equals(branch.get(change.name()), change.before())) {
                throw failure(FailureClass.CONFIG, change.name() + " is no longer what it was");
            }
        }
        request.changes().forEach(change -> branch.put(change.name(), Objects.requireNonNull(change.after())));
        var commit = id(commits.size());
        commits.put(commit, Map.copyOf(branch));
        keys.put(request.key(), commit);
        writes.add("commit " + request.key().substring(request.key().lastIndexOf('/') + 1));
        return reply("CommitRelease " + request.key(), new Committed(commit, true));
    }

    @Override
    public Outcome awaitDeployed(DeployedRequest request) {
        return reply("AwaitDeployed " + request.cluster().cluster(), Outcome.unchanged("they do"));
    }

    @Override
    public Outcome sync(SyncRequest request) {
        failWhenHalted();
        var content = Objects.requireNonNull(commits.get(request.commit()));
        for (var name : request.applications()) {
            if (name.equals(forbids) && !request.operation().contains("/back/")) {
                throw failure(FailureClass.AUTH, "nobody may sync " + name);
            }
            var tree = Objects.requireNonNull(content.get(name));
            if (!tree.equals(running.put(name, tree))) {
                writes.add("sync " + name + " to " + (tree.equals(tree(name, 2)) ? "new" : "old"));
            }
            if (name.equals(refuses) && tree.equals(tree(name, 2))) {
                throw failure(FailureClass.CONFIG, name + " is Degraded");
            }
        }
        return reply("SyncApplications " + request.operation(), Outcome.changed("synced", Duration.ofSeconds(3)));
    }

    @Override
    public Applications look(LookRequest request) {
        return reply("LookAtApplications", new Applications(List.of()));
    }

    @Override
    public Watched watch(WatchRequest request) {
        var sick = turnsSick != null
                && request.applications().contains(turnsSick)
                && request.cluster().cluster().equals("prod");
        var verdict = request.cluster().cluster().equals("dev")
                ? request.key().contains("-recheck-") ? sourceLater : source
                : sick ? Verdict.UNSTABLE : Verdict.STABLE;
        var why = sick ? "errors is 3.0, wanted <= 0.0" : verdict == Verdict.STABLE ? "healthy" : "not healthy";
        var soak =
                new Soak(verdict, why, Duration.ofHours(1), Duration.ofHours(1), NOW, 240, 240, 0, 0, 0, null, !sick);
        return reply("WatchStability " + request.key(), new Watched(soak, new Samples("s", 240, "d"), List.of()));
    }

    @Override
    public Outcome awaitGoAhead(GoAheadRequest request) {
        var waited = request.begins() && !goAheads.isEmpty() ? goAheads.removeFirst() : Duration.ZERO;
        if (!request.begins()) {
            halted = false; // somebody has resumed, after however long
        }
        return reply(
                "AwaitGoAhead " + (request.begins() ? "to begin" : "to go on"),
                new Outcome(false, "nothing forbids it", waited, Map.of()));
    }

    @Override
    public EvidenceRef record(PromotionReport report) {
        if (recorded.isEmpty() || !recorded.getLast().equals(report)) {
            recorded.add(report);
        }
        return reply("RecordPromotion", new EvidenceRef("evidence/1", "d"));
    }

    @Override
    public Proved proved(ProvedRequest request) {
        return reply(
                "FindProved",
                new Proved(
                        proved
                                ? List.of()
                                : request.contents().stream().map(Content::name).toList()));
    }

    @Override
    public Reported report(Standing standing) {
        if (shown.isEmpty() || !shown.getLast().equals(standing.state())) {
            shown.add(standing.state());
        }
        return reply("ReportDeployment " + standing.state(), new Reported("lab/gitops#1"));
    }

    @Override
    public RunAcceptance checkRun(RunToCheck run) {
        if (!checked.contains(run)) {
            checked.add(run);
        }
        var seen = notices.isEmpty() ? "nobody was told" : notices.getLast().title();
        return reply(
                "CheckRunCriteria",
                new RunAcceptance(List.of(new AcceptanceReport(
                        "3.5",
                        "CI/CD Pipeline",
                        List.of(new CriterionResult(
                                "3.5.3-e", "notified", "http-probe", CriterionResult.Verdict.REHEARSED, seen))))));
    }

    @Override
    public void send(Notice notice) {
        notices.add(notice);
    }

    /** As the switch does when a halt outlasts all attempts of an activity. */
    private void failWhenHalted() {
        if (halted) {
            throw Failures.toApplicationFailure(
                    new FailureReport(FailureClass.TRANSIENT, "promotions are halted", Halted.WHERE, "resume"), true);
        }
    }

    /** The work is done; whether anybody hears of it the first time is another matter. */
    private <T> T reply(String call, T value) {
        calls.add(call);
        if (losesReplies && lost.add(call)) {
            throw failure(FailureClass.TRANSIENT, "the reply to " + call + " was lost");
        }
        return value;
    }

    private String head() {
        return id(commits.size() - 1);
    }

    private static String id(int number) {
        return "%040d".formatted(number);
    }

    private static RuntimeException failure(FailureClass kind, String what) {
        return Failures.toApplicationFailure(new FailureReport(kind, what, null, null));
    }
}
